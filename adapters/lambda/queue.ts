import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Wake } from './wake.ts';

/** Longest delay of a message in seconds. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html */
const LONGEST_DELAY = 900;
/** Most messages of one call. */
const MOST_AT_ONCE = 10;

export type SendWakes = (dueTimes: readonly number[], now: number) => Promise<void>;

/** The way into the queue: it fails when SQS does not take a message. */
export function openQueue(url: string): SendWakes {
  const client = new SQSClient({});
  return async (dueTimes, now) => {
    const entries = dueTimes.map((due, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify({ due } satisfies Wake),
      DelaySeconds: Math.min(LONGEST_DELAY, Math.max(0, Math.ceil((due - now) / 1000))),
    }));
    for (let from = 0; from < entries.length; from += MOST_AT_ONCE) {
      const batch = entries.slice(from, from + MOST_AT_ONCE);
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({ QueueUrl: url, Entries: batch }),
      );
      if (Failed.length > 0)
        throw new Error(`SQS did not take ${Failed.length} messages: ${Failed[0]?.Code}.`);
    }
  };
}
