import type { Knowledge } from './commands/command.ts';
import { dailyDuties } from './daily/duties.ts';
import type { Duty } from './due.ts';
import type { Clock, Log } from './ports.ts';
import { quizDuties } from './quiz/duties.ts';

/** What the clock has to look after. */
export function dutiesOf(knowledge: Knowledge, now: Clock, log: Log): Duty[] {
  return [...dailyDuties(knowledge, now, log), ...quizDuties(knowledge, now)];
}
