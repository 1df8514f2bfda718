import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Inline } from './runs.ts';

export function Inlines({ runs }: { runs: readonly Inline[] }): JSX.Element {
  return <>{runs.map(drawn)}</>;
}

function drawn(run: Inline): JSX.Element | string {
  if (typeof run === 'string') return run;
  switch (run.kind) {
    case 'code':
      return <code>{run.text}</code>;
    case 'block':
      return <pre>{run.text}</pre>;
    case 'link':
      return (
        <Link url={run.url}>
          <Inlines runs={run.inside} />
        </Link>
      );
    case 'bold':
      return (
        <strong>
          <Inlines runs={run.inside} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Inlines runs={run.inside} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Inlines runs={run.inside} />
        </s>
      );
    case 'underline':
      return (
        <u>
          <Inlines runs={run.inside} />
        </u>
      );
    case 'mention':
      return (
        <span class="mention">
          <Inlines runs={run.inside} />
        </span>
      );
    case 'spoiler':
      return <Spoiler runs={run.inside} />;
  }
}

function Spoiler({ runs }: { runs: readonly Inline[] }) {
  const [open, setOpen] = useState(false);
  if (open) return <Inlines runs={runs} />;
  return (
    <button type="button" class="spoiler" onClick={() => setOpen(true)}>
      Show the spoiler
    </button>
  );
}

/** A link out of the page, if it leads to the web; its words alone otherwise. */
export function Link({
  url,
  children,
  ...rest
}: {
  url: string;
  class?: string;
  onClick?(): void;
  children: JSX.Element | string;
}) {
  if (!/^https?:\/\//i.test(url)) return <span>{children}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener" {...rest}>
      {children}
    </a>
  );
}

/** A part that this page does not draw: nothing the bot sent goes unseen. */
export function NotDrawn({ type }: { type: string | number }) {
  return <p class="not-drawn">Not drawn in this preview: {type}</p>;
}
