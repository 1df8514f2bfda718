import type { Clock, Log } from '../../src/ports.ts';
import type { Measure } from './measures.ts';

/**
 * How much waits. `busy`: what comes in is told so in the platform's own form. `swamped`: not even that can be done for
 * all, as checking a signature costs half of an answer.
 */
type State = 'calm' | 'busy' | 'swamped';

/** From when on; both platforms give up after 3 s. */
const LIMITS = {
  /** How long who asks now would wait, in milliseconds. */
  waited: { busy: 500, swamped: 1_500 },
  /** Requests begun and not done, with what goes on behind an answer: they wait for something else. */
  held: { busy: 500, swamped: 2_000 },
};
/** The log hears of it once in so many milliseconds, the measurements each time. */
const LOG_EVERY = 60_000;

export interface Pressure {
  /** To be asked at each request. */
  state(): State;
  /** Counts as held until it is settled. */
  hold<T>(work: Promise<T>): Promise<T>;
  turnedAway(how: 'told' | 'refused'): void;
}

export function createPressure(
  { now, log, measure }: { now: Clock; log: Log; measure: Measure },
  waited: () => number,
): Pressure {
  let held = 0;
  let loggedAt = Number.NEGATIVE_INFINITY;
  const sinceLogged = { told: 0, refused: 0 };
  const release = () => {
    held -= 1;
  };

  return {
    state() {
      const wait = waited();
      if (wait >= LIMITS.waited.swamped || held >= LIMITS.held.swamped) return 'swamped';
      return wait >= LIMITS.waited.busy || held >= LIMITS.held.busy ? 'busy' : 'calm';
    },
    hold(work) {
      held += 1;
      return work.finally(release);
    },
    turnedAway(how) {
      measure('simile_turned_away_total', 1, { how });
      sinceLogged[how] += 1;
      if (now() - loggedAt < LOG_EVERY) return;
      loggedAt = now();
      log('warn', 'busy', { ...sinceLogged, held });
      sinceLogged.told = 0;
      sinceLogged.refused = 0;
    },
  };
}
