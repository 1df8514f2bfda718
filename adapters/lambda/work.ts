import * as z from 'zod/mini';
import { dutiesOf } from '../../src/duties.ts';
import { counting } from '../server/observed.ts';
import { asRequest } from '../web/request.ts';
import { startBot } from './bot.ts';
import { type Message, messageSchema, type Wake } from './messages.ts';
import { connectPosters } from './posters.ts';
import { recall } from './recall.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export interface QueueEvent {
  Records: readonly { messageId: string; body: string; attributes?: { SentTimestamp?: string } }[];
}

export interface QueueResult {
  /** What is to be tried again; the rest is done. */
  batchItemFailures: { itemIdentifier: string }[];
}

const bot = await startBot(process.env);
connectPosters(bot);
const duties = dutiesOf(bot.simile, bot.now, counting(bot.log, bot.measure));

/** Does what each message names, beside each other, and queues what comes next before it answers. */
export async function handler(event: QueueEvent): Promise<QueueResult> {
  const failed = await Promise.all(
    event.Records.map(({ messageId, body, attributes }) =>
      asRequest(messageId, async () => {
        try {
          const message = read(body);
          if ('call' in message) await asRequest(message.call.request, () => recall(message.call, bot));
          else {
            const since = Math.max(message.due, Number(attributes?.SentTimestamp ?? bot.now()));
            bot.measure('simile_queue_seconds', Math.max(0, bot.now() - since) / 1000, {});
            await wakeUp(message);
          }
          return [];
        } catch (cause) {
          bot.log('error', 'work', { cause: reason(cause) });
          return [{ itemIdentifier: messageId }];
        }
      }),
    ),
  );
  return { batchItemFailures: failed.flat() };
}

/** @throws when it is none of ours, without its words: they may be somebody's */
function read(body: string): Message {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new Error('The message is no JSON.');
  }
  return z.parse(messageSchema, value);
}

/**
 * Does records that are due. A message may come late, twice, or before its time by another clock: each record tells
 * whether there is anything to do.
 */
async function wakeUp({ due, records }: Wake): Promise<void> {
  if (bot.now() < due) {
    for (const { kind, ...record } of records) bot.wakes.note(kind, { ...record, dueAt: due });
    await bot.wakes.send();
    return;
  }
  const done = records.map(async ({ kind, ...record }) => {
    await duties.find((duty) => duty.kind === kind)?.one(record, bot.now(), onError);
    // What comes next for this one does not wait for the others.
    await bot.wakes.send();
  });
  // Nothing is left running behind a failure either.
  await Promise.allSettled(done);
  await Promise.all(done);
}

function onError(code: string, cause: unknown): void {
  bot.log('error', code, { cause: reason(cause) });
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
