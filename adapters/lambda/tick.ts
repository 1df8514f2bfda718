import { dutiesOf } from '../../src/duties.ts';
import { startBot } from './bot.ts';

/**
 * How far the clock looks ahead, in milliseconds: it comes each minute, at any second of it.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
const AHEAD = 120_000;
/** Most records of a kind that one visit queues; what is due after them is found when they are done. */
const LIMIT = 10_000;

const bot = await startBot(process.env);
const kinds = dutiesOf(bot.simile, bot.now, bot.log).map(({ kind }) => kind);

/** Finds what is due by the index on due times, and queues it. What was queued when it was saved comes twice, and is done once. */
export async function handler(): Promise<{ due: number }> {
  const now = bot.now();
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const records = await bot.simile.store[kind].due(now + AHEAD, LIMIT);
      for (const record of records) bot.wakes.note(kind, record);
      return records.length;
    }),
  );
  const due = found.reduce((sum, count) => sum + count, 0);
  // An alarm watches whether the clock fails.
  if (!(await bot.wakes.send())) throw new Error('What is due could not be queued; the log says why.');
  bot.log('info', 'tick', { due });
  return { due };
}
