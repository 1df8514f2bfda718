import { useEffect, useState } from 'preact/hooks';
import type { Behind, Step } from '../shown.ts';
import { lookBehind } from './api.ts';
import { Dialog } from './dialog.tsx';
import { Scroller } from './scroller.tsx';

/** What stands behind a message: the request, the payload, the time and the limits. */
export function BehindTheScenes({ query, onClose }: { query: Record<string, string>; onClose(): void }) {
  const [behind, setBehind] = useState<Behind>();
  useEffect(() => {
    void lookBehind(query).then(setBehind);
  }, [query]);
  return (
    <Dialog look="page" title="Behind the scenes" onClose={onClose}>
      <div class="body behind">
        {behind && (
          <>
            <p class="took">
              {behind.ms === undefined
                ? 'Nothing is remembered of this message any more.'
                : `Answered in ${took(behind.ms)}.`}
            </p>
            <ol>
              {behind.steps.map((step) => (
                <StepShown key={step.id} step={step} />
              ))}
            </ol>
          </>
        )}
      </div>
    </Dialog>
  );
}

function took(ms: number): string {
  return ms < 1 ? 'under 1 ms' : `${ms} ms`;
}

function StepShown({ step }: { step: Step }) {
  const asks = step.from === 'platform';
  return (
    <li>
      <h3>
        <span class={`from ${step.from}`}>{asks ? 'Platform → bot' : 'Bot → platform'}</span> {step.title}
        <small>
          HTTP {step.status ?? '?'} · {took(step.ms ?? 0)}
        </small>
      </h3>
      {step.problems.length === 0 ? (
        <p class="fine">Within the limits, and nothing was refused.</p>
      ) : (
        <ul class="problems">
          {step.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {step.limits.length > 0 && (
        <ul class="limits">
          {step.limits.map(({ name, used, of }) => (
            <li key={name}>
              <span>{name}</span>
              <meter min={0} max={of} high={of * 0.9} value={used} aria-label={name} />
              <span>
                {used} of {of}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Payload title={asks ? 'The request that went in' : 'What the bot sent'} value={step.sent} />
      {step.answer !== undefined && (
        <Payload
          title={asks ? 'The payload that came out' : 'What the platform answered'}
          value={step.answer}
        />
      )}
    </li>
  );
}

function Payload({ title, value }: { title: string; value: unknown }) {
  return (
    <details open>
      <summary>{title}</summary>
      <Scroller class="json" label={title}>
        <pre>{JSON.stringify(value, null, 2)}</pre>
      </Scroller>
    </details>
  );
}
