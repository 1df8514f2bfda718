import type { Clock, Log } from '../../src/ports.ts';
import { currentRequest } from '../web/request.ts';
import type { Call } from './messages.ts';

/**
 * How long an event may take until Slack is answered, in milliseconds: it gives up after 3 s, in which a start and the
 * way here have their part.
 */
const PATIENCE = 2_000;
/** The least that a request gets, in milliseconds. */
const LEAST = 300;
/** Slack takes no answer to a press after half an hour. https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const OF_USE = 1_800_000;

export interface Calls {
  /** An event begins: its requests share the time from here on. */
  begin(): void;
  /** Sends what there is time for, and queues what Slack does not take meanwhile. */
  fetch: typeof fetch;
}

/**
 * Requests to Slack behind an acknowledgement. Nobody can say of one that took too long whether Slack carried it out:
 * it is sent again, because an answer that comes twice is better than none.
 */
export function createCalls(queue: string, now: Clock, log: Log): Calls {
  let end = 0;
  return {
    begin() {
      end = now() + PATIENCE;
    },
    async fetch(input, init) {
      try {
        const signal = AbortSignal.timeout(Math.max(LEAST, end - now()));
        const response = await fetch(input, { ...init, signal });
        if (response.ok || !isWorthAnotherTry(response.status)) return response;
      } catch {
        // It goes the other way.
      }
      const type = new Headers(init?.headers).get('content-type') ?? '';
      const call: Call = {
        url: String(input),
        type,
        body: String(init?.body),
        until: now() + OF_USE,
        request: currentRequest(),
      };
      const { enqueue } = await import('./queue.ts');
      await enqueue(queue, [{ message: { call }, delay: 0 }]);
      log('warn', 'slack.late', { method: methodOf(call) });
      return Response.json({ ok: true });
    },
  };
}

export function isWorthAnotherTry(status: number): boolean {
  return status === 429 || status >= 500;
}

/** A method of the Web API; any other address holds a secret in its path. */
export function methodOf({ url }: Call): string {
  return /\/api\/([A-Za-z.]+)$/.exec(url)?.[1] ?? 'response_url';
}
