import * as z from 'zod/mini';
import { counting } from '../server/observed.ts';
import { startBot } from './bot.ts';
import { connectPosters } from './posters.ts';
import { wakeSchema } from './wake.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export interface QueueEvent {
  Records: readonly { messageId: string; body: string; attributes?: { SentTimestamp?: string } }[];
}

export interface QueueResult {
  /** What is to be tried again; the rest is done. */
  batchItemFailures: { itemIdentifier: string }[];
}

/** Most records of a kind that one round takes on. */
const LIMIT = 500;

const bot = await startBot(process.env);
connectPosters(bot);
const duties = bot.simile.duties(bot.now, counting(bot.log, bot.measure));

/** Does what is due, whoever called and however often: each record is claimed before anything is done about it. */
export async function handler(event: QueueEvent): Promise<QueueResult> {
  const batchItemFailures: QueueResult['batchItemFailures'] = [];
  for (const { messageId, body, attributes } of event.Records) {
    try {
      const { due } = z.parse(wakeSchema, JSON.parse(body));
      const sent = Number(attributes?.SentTimestamp ?? due);
      bot.measure('simile_queue_seconds', Math.max(0, bot.now() - Math.max(due, sent)) / 1000, {});
      await doDue();
    } catch (cause) {
      bot.log('error', 'work', {
        request: messageId,
        cause: cause instanceof Error ? cause.message : String(cause),
      });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}

/** In their order: what one plans is there for the next. Nothing is left running behind the answer. */
async function doDue(): Promise<void> {
  const onError = (code: string, cause: unknown) =>
    bot.log('error', code, { cause: cause instanceof Error ? cause.message : String(cause) });
  for (const duty of duties) {
    try {
      while ((await duty.run(bot.now(), { limit: LIMIT, onError })) >= LIMIT);
    } finally {
      await duty.settled?.();
    }
  }
}
