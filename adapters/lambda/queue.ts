import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Message } from './messages.ts';

/** Most messages of one call. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const MOST_AT_ONCE = 10;

/** Longest wait for SQS, in milliseconds, twice at most: somebody may be waiting for their answer. */
const TIMEOUT = 1_000;

let client: SQSClient | undefined;

/**
 * Puts messages into the queue, each to come after a delay in milliseconds: a second late at most, never early.
 * @throws when SQS does not take one
 */
export async function enqueue(
  url: string,
  messages: readonly { message: Message; delay: number }[],
): Promise<void> {
  client ??= new SQSClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: TIMEOUT, requestTimeout: TIMEOUT, throwOnRequestTimeout: true },
  });
  const entries = messages.map(({ message, delay }, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify(message),
    DelaySeconds: Math.max(0, Math.ceil(delay / 1_000)),
  }));
  for (let from = 0; from < entries.length; from += MOST_AT_ONCE) {
    const batch = entries.slice(from, from + MOST_AT_ONCE);
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: batch }));
    if (Failed.length > 0) throw new Error(`SQS did not take ${Failed.length} messages: ${Failed[0]?.Code}.`);
  }
}
