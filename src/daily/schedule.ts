import type { Schedule } from './values.ts';
import { instantOf, localDay, nextDay, weekday } from './zone.ts';

/** Whoever was down posts late by up to three hours; what is later than that waits for the next day. */
export const LATE = 3 * 3_600_000;

export interface Occurrence {
  day: string;
  /** In milliseconds since 1970. */
  at: number;
}

/** Enough days to find one of any weekdays, with a day that a zone left out. */
const LOOKED_AT = 16;

/**
 * The next time that a schedule means.
 * @param after only what is later than this instant
 * @param lastDay only dates behind this one: what was planned or skipped is over, whatever was changed since
 */
export function nextOccurrence(schedule: Schedule, after: number, lastDay?: string): Occurrence {
  const today = localDay(schedule.zone, after);
  let day = lastDay === undefined || lastDay < today ? today : nextDay(lastDay);
  for (let looked = 0; looked < LOOKED_AT; looked += 1, day = nextDay(day)) {
    if (!schedule.weekdays.includes(weekday(day))) continue;
    const at = instantOf(schedule.zone, day, schedule.time);
    if (at !== undefined && at > after) return { day, at };
  }
  throw new Error(`A schedule without weekdays has no next time.`);
}

/** What is longer ago than this is not even written down as missed, in milliseconds. */
const FORGOTTEN = 14 * 86_400_000;

/** What follows on an occurrence that was planned, missed or skipped: the next date, also when that is over too. */
export function following(schedule: Schedule, { day, at }: Occurrence, now: number): Occurrence {
  return nextOccurrence(schedule, Math.max(at, now - FORGOTTEN), day);
}
