import { useEffect, useState } from 'preact/hooks';
import type { ContentNews } from '../shown.ts';

/** What became of the content file that was saved last, for whoever writes. */
export function Content({ news }: { news: ContentNews }) {
  const [seen, setSeen] = useState(0);
  const errors = news.faults.filter(({ severity }) => severity === 'error');
  useEffect(() => {
    if (errors.length > 0) setSeen(0);
  }, [news.readAt]);
  if (news.faults.length === 0 || seen === news.readAt) return null;
  return (
    <section class={`content ${errors.length > 0 ? 'bad' : ''}`} aria-label="Content check" role="status">
      <header>
        <h2>
          {errors.length > 0
            ? 'The content has faults; the last good version is in service.'
            : 'Saved, with doubts:'}
        </h2>
        <button type="button" aria-label="Hide the content check" onClick={() => setSeen(news.readAt)}>
          ✕
        </button>
      </header>
      {news.faults.map(({ text }) => (
        <pre key={text}>{text}</pre>
      ))}
    </section>
  );
}
