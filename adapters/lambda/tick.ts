import { startBot } from './bot.ts';
import { openQueue } from './queue.ts';
import { scheduled } from './scheduled.ts';

/** The clock comes each minute, so it looks ahead as far: what is due between two of its visits is on time. */
const AHEAD = 60_000;
/** Most records of a kind that one visit looks at; the next finds the rest. */
const LIMIT = 1_000;
/** How many records one message stands for: `work` takes messages side by side. */
const EACH_MESSAGE = 50;

const bot = await startBot(process.env);
const url = bot.environment.SIMILE_QUEUE;
if (!url)
  throw new Error('SIMILE_QUEUE is missing: set it to the address of the SQS queue that "work" reads.');
const send = openQueue(url);

/** Finds what is due by the index on due times, and queues a call for each second in which something is. */
export async function handler(): Promise<{ due: number; queued: number }> {
  const now = bot.now();
  const found = await Promise.all(scheduled.map((kind) => bot.simile.store[kind].due(now + AHEAD, LIMIT)));
  const times = found.flat().map(({ dueAt = now }) => Math.max(now, dueAt));
  const bySecond = Map.groupBy(times, (due) => Math.ceil(due / 1000) * 1000);
  const wakes = [...bySecond].flatMap(([due, all]) =>
    Array.from({ length: Math.ceil(all.length / EACH_MESSAGE) }, () => due),
  );
  await send(wakes, now);
  bot.log('info', 'tick', { due: times.length, queued: wakes.length });
  return { due: times.length, queued: wakes.length };
}
