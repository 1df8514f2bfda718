import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The headless shell draws no window for nobody: the tests take half as long with it. */
const candidates = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  (name) => `/usr/bin/${name}`,
);

/** The system's browser: `CHROMIUM` names another. */
export const executablePath = [process.env.CHROMIUM ?? '', ...candidates].find((path) => existsSync(path));
/** Headless, without a word to anybody but this machine: even names of other machines cannot be looked up. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
    ],
  });
}

export function slack(page: Page) {
  return page.getByRole('region', { name: 'Slack-like workspace' });
}

export function discord(page: Page) {
  return page.getByRole('region', { name: 'Discord-like server' });
}

/** The newest message a person sees. */
export function newest(side: ReturnType<typeof slack>) {
  return side.getByRole('log').locator('ol > li').last();
}

/** Types a line in Slack and sends it. */
export async function typeInSlack(page: Page, line: string): Promise<void> {
  const field = slack(page).locator('.composer').getByRole('combobox');
  await field.fill(line);
  await field.press('Enter');
}

/** Types a command and its first option in Discord, and sends it as it was typed. */
export async function typeInDiscord(page: Page, line: string): Promise<void> {
  const composer = discord(page).locator('.composer');
  await composer.getByRole('combobox').fill(line);
  await composer.getByRole('button', { name: 'Send' }).click();
}
