import type { Duty } from '../../src/due.ts';
import { dutiesOf } from '../../src/duties.ts';
import type { Clock, Log } from '../../src/ports.ts';
import type { Simile } from '../../src/simile.ts';

/** Most records of a kind that one round takes on. */
const LIMIT = 500;
/** How soon the next round begins where this one found something, in milliseconds. */
const SOON = 100;

export interface Waking {
  /** Does what is due now, until nothing is. */
  wake(): Promise<void>;
  /** Begins no new round, and waits for the one that runs. */
  stop(): Promise<void>;
}

/** The clock of the container: each duty by itself, one round after the other, never two at once in a process. */
export function createWaking({
  simile,
  now,
  log,
  wakeEvery,
}: {
  simile: Simile;
  now: Clock;
  log: Log;
  wakeEvery?: number;
}): Waking {
  const onError = (code: string, cause: unknown) =>
    log('error', code, { cause: cause instanceof Error ? cause.message : String(cause) });
  const running = new Map<Duty, Promise<boolean>>();
  const timers = new Map<Duty, NodeJS.Timeout>();
  const duties = dutiesOf(simile, now, log);
  let stopped = false;

  /** @returns whether there was anything to do */
  async function rounds(duty: Duty): Promise<boolean> {
    try {
      for (let all = 0; ; ) {
        const found = await duty.run(now(), { limit: LIMIT, onError });
        all += found;
        if (stopped || found < LIMIT) return all > 0;
      }
    } catch (cause) {
      // The store is out of reach, most likely: the next round tries again.
      onError(`due.${duty.name}`, cause);
      return false;
    }
  }
  function begin(duty: Duty): Promise<boolean> {
    const underWay = running.get(duty);
    if (underWay) return underWay;
    const round = rounds(duty).finally(() => running.delete(duty));
    running.set(duty, round);
    return round;
  }
  function wait(duty: Duty, every: number, found: boolean): void {
    if (stopped) return;
    const again = async () => wait(duty, every, await begin(duty));
    timers.set(duty, setTimeout(again, found ? Math.min(SOON, every) : every));
  }
  if (wakeEvery !== undefined) for (const duty of duties) wait(duty, wakeEvery, true);
  const settled = () => Promise.all(duties.map((duty) => duty.settled?.()));
  return {
    async wake() {
      // In their order: what one plans is there for the next.
      for (const duty of duties) await begin(duty);
      await settled();
    },
    async stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running.values());
      await settled();
    },
  };
}
