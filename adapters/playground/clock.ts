import type { Clock } from '../../src/ports.ts';

/** A clock that can be moved ahead, for what happens later. It never goes back: what happened has happened. */
export interface MovableClock {
  now: Clock;
  /** How far it is ahead of the real one, in milliseconds. */
  moved(): number;
  /**
   * Moves it ahead in steps of ten minutes, so that what is due on the way happens at its time and not at the end.
   * @throws RangeError for less than nothing, or for more than a month at once
   */
  move(milliseconds: number, eachStep: () => Promise<void>): Promise<void>;
}

const STEP = 10 * 60_000;
const MONTH = 31 * 24 * 60 * 60_000;

export function movableClock(real: Clock): MovableClock {
  let ahead = 0;
  return {
    now: () => real() + ahead,
    moved: () => ahead,
    async move(milliseconds, eachStep) {
      if (!(milliseconds >= 0 && milliseconds <= MONTH))
        throw new RangeError('The clock moves ahead only, and by a month at most.');
      for (let left = milliseconds; left > 0; left -= STEP) {
        ahead += Math.min(STEP, left);
        await eachStep();
      }
    },
  };
}
