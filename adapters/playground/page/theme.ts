export type Theme = 'light' | 'dark';

/** The colours chosen by hand in this browser, or else the system's. */
export function theme(): Theme {
  const stored = localStorage.getItem('theme');
  if (stored === 'light' || stored === 'dark') return stored;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function chooseTheme(chosen: Theme): Theme {
  localStorage.setItem('theme', chosen);
  showTheme();
  return chosen;
}

/** Sets the page's colours; until something was chosen they follow the system by themselves. */
export function showTheme(): void {
  if (localStorage.getItem('theme') !== null) document.documentElement.dataset.theme = theme();
}
