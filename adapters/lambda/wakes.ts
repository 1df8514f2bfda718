import type { Clock, Kept, Log } from '../../src/ports.ts';
import type { Wake } from './messages.ts';

/** What has to be looked at soon, written down as it is saved, and queued before a handler answers. */
export interface Wakes {
  note(kind: string, record: Pick<Kept<unknown>, 'workspace' | 'id' | 'dueAt'>): void;
  /**
   * Queues what was noted since. It never throws: who saved it has their answer, and `tick` finds what is left.
   * @returns whether all is queued
   */
  send(): Promise<boolean>;
}

/** Longest delay of a message, in milliseconds; what is later is found by `tick`. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html */
export const LONGEST_DELAY = 900_000;
/** How many records one message stands for: `work` does them beside each other. */
const EACH_MESSAGE = 10;

export function createWakes(queue: string, now: Clock, log: Log): Wakes {
  // Only the last due time of a record counts.
  let noted = new Map<string, Wake['records'][number] & { due: number }>();
  return {
    note(kind, { workspace, id, dueAt }) {
      const key = `${kind}/${workspace}/${id}`;
      if (dueAt !== undefined && dueAt <= now() + LONGEST_DELAY)
        noted.set(key, { kind, workspace, id, due: dueAt });
      else noted.delete(key);
    },
    async send() {
      if (noted.size === 0) return true;
      const wakes = bySecond([...noted.values()]);
      noted = new Map();
      try {
        // AWS's client is loaded only where there is something to send.
        const { enqueue } = await import('./queue.ts');
        const at = now();
        await enqueue(
          queue,
          wakes.map((wake) => ({ message: wake, delay: wake.due - at })),
        );
        return true;
      } catch (cause) {
        log('error', 'queue', { cause: cause instanceof Error ? cause.message : String(cause) });
        return false;
      }
    },
  };
}

/** SQS counts in seconds, so what is due within the same one shares a message, from the last of them on. */
function bySecond(noted: readonly (Wake['records'][number] & { due: number })[]): Wake[] {
  const seconds = Map.groupBy(noted, ({ due }) => Math.ceil(due / 1_000));
  return [...seconds.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / EACH_MESSAGE) }, (_, index) => {
      const part = all.slice(index * EACH_MESSAGE, (index + 1) * EACH_MESSAGE);
      return {
        due: Math.max(...part.map(({ due }) => due)),
        records: part.map(({ kind, workspace, id }) => ({ kind, workspace, id })),
      };
    }),
  );
}
