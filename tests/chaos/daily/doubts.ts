import type { Fault } from './faults.ts';
import type { Life } from './processes.ts';
import { OVER, type Step } from './steps.ts';

/** All that was done to the bot, and what its processes told. */
export interface Evidence {
  lives: readonly Life[];
  faults: readonly Fault[];
}

/**
 * Why a post is doubtful: the platform's answer was no answer; a process died or stood still between its request and
 * its confirmation, or between its claim and its request; the store failed at one of these.
 */
export type Cause = 'answer' | 'after the request' | 'before the request' | 'store' | 'none';

/** One process's try at a post: from its claim to its confirmation, as far as it got. */
interface Try {
  steps: Step[];
  life: Life;
}

/**
 * The cause that the evidence shows, the hardest first; `none` where it shows none.
 * @param there whether the channel has the message: then somebody must have told of a request
 */
export function causeOf(post: string, channel: string, there: boolean, { lives, faults }: Evidence): Cause {
  const causes = triesOf(post, lives).map((one) => explain(one, channel, faults));
  const order = ['answer', 'after the request', 'before the request', 'store'] as const;
  const cause = order.find((one) => causes.includes(one)) ?? 'none';
  return there && cause === 'before the request' ? 'none' : cause;
}

function triesOf(post: string, lives: readonly Life[]): Try[] {
  return lives.flatMap((life) => {
    const tries: Try[] = [];
    for (const step of life.steps) {
      if (step.post !== post) continue;
      if (step.what === 'claiming') tries.push({ steps: [], life });
      tries.at(-1)?.steps.push(step);
    }
    return tries;
  });
}

function explain({ steps, life }: Try, channel: string, faults: readonly Fault[]): Cause {
  const [begun, last] = [steps.at(0), steps.at(-1)];
  if (!begun || !last) return 'none';
  const at = (what: Step['what']) => steps.find((step) => step.what === what);
  const [asking, answered] = [at('asking'), at('answered')];
  const befallen = faults.some(
    (fault) =>
      fault.channel === channel &&
      fault.leavesDoubt &&
      fault.real >= (asking?.real ?? Number.POSITIVE_INFINITY) - CLOCK &&
      fault.real <= (answered?.real ?? 0) + CLOCK,
  );
  if (befallen && answered?.delivery === 'doubtful') return 'answer';
  const over = OVER.has(last.what);
  const until = over ? last.real : Number.POSITIVE_INFINITY;
  const stopped = life.stops.some(({ from, to }) => from <= until && to >= begun.real);
  // A try that is open at a process's end was cut off by it.
  const died = !over && life.killed !== undefined;
  if (at('store failed')) return 'store';
  if (died || stopped) return asking ? 'after the request' : 'before the request';
  return 'none';
}

/** All that processes told of a post, for whoever looks for its cause. */
export function told(post: string, { lives }: Evidence): string {
  const lines = lives.flatMap(({ steps, killed, stops }) => {
    const own = steps.filter((step) => step.post === post);
    return own.length > 0 ? [JSON.stringify({ steps: own, killed, stops })] : [];
  });
  return lines.join('\n    ');
}

/** Two processes' readings of the same clock differ by so much at most, in milliseconds. */
const CLOCK = 2;
