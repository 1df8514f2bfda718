import type { Clock } from '../../src/ports.ts';

/** A clock that can be moved ahead, for what happens later. It never goes back: what happened has happened. */
export interface MovableClock {
  now: Clock;
  /** How far it is ahead of the real one, in milliseconds. */
  moved(): number;
  /** @throws RangeError for less than nothing, or for more than a year at once */
  move(milliseconds: number): void;
}

const YEAR = 366 * 24 * 60 * 60 * 1000;

export function movableClock(real: Clock): MovableClock {
  let ahead = 0;
  return {
    now: () => real() + ahead,
    moved: () => ahead,
    move(milliseconds) {
      if (!(milliseconds >= 0 && milliseconds <= YEAR))
        throw new RangeError('The clock moves ahead only, and by a year at most.');
      ahead += milliseconds;
    },
  };
}
