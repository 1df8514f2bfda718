import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';

/** A message as Lambda's poller hands it to a function. */
export interface QueueRecord {
  messageId: string;
  body: string;
  attributes: {
    SentTimestamp: string;
    ApproximateReceiveCount: string;
    /** Set where a function sent it: how often messages led to messages before. */
    AWSTraceHeader?: string;
  };
}

export interface LocalQueue {
  endpoint: string;
  url: string;
  /** Takes up to five messages whose time has come; they are hidden until they are settled. */
  receive(): QueueRecord[];
  /** Removes what was done. What failed comes again when it is visible again, four times in all. */
  settle(received: readonly QueueRecord[], failed: readonly { itemIdentifier: string }[]): void;
  /** Every body that was ever sent, and its delay in seconds. */
  sent: { body: string; delay: number }[];
  deadLetters: QueueRecord[];
  /** How often work came from work, in the longest chain there was. */
  longestChain(): number;
  /** The next calls are refused. */
  refuse(refused: boolean): void;
  stop(): Promise<void>;
}

/** As the template has it. */
const VISIBILITY = 720_000;
const MOST_RECEIVES = 4;
const BATCH = 5;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const entrySchema = z.strictObject({
  Id: z.string().regex(/^[\w-]{1,80}$/),
  MessageBody: z.string().min(1),
  DelaySeconds: z.int().min(0).max(900),
});
const requestSchema = z.strictObject({
  QueueUrl: z.string(),
  Entries: z
    .array(entrySchema)
    .min(1)
    .max(10)
    .refine((entries) => new Set(entries.map(({ Id }) => Id)).size === entries.length, 'Ids are not distinct')
    .refine(
      (entries) => entries.reduce((sum, one) => sum + one.MessageBody.length, 0) <= 262_144,
      'Too long',
    ),
});

/** How often Lambda saw a function in the chain that a trace tells of. */
export function hopsOf(trace: string): number {
  return Number(/Lineage=\d+:\w+:(\d+)/.exec(trace)?.[1] ?? 0);
}

/** A queue of SQS on this machine, by a test's clock: as much of it as is used, and as strict. */
export async function startQueue(now: () => number): Promise<LocalQueue> {
  const waiting = new Map<string, { record: QueueRecord; visibleAt: number; received: number }>();
  const sent: LocalQueue['sent'] = [];
  const deadLetters: QueueRecord[] = [];
  let refusing = false;
  let chain = 0;
  let url = '';

  const server = createServer(async (request, response) => {
    const asked = requestSchema.safeParse(JSON.parse(await text(request)));
    const wrong =
      request.headers['x-amz-target'] !== 'AmazonSQS.SendMessageBatch' || asked.data?.QueueUrl !== url;
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    if (refusing) return answer(403, { __type: 'AccessDeniedException', message: 'not authorized' });
    if (!asked.success || wrong)
      return answer(400, {
        __type: 'InvalidParameterValue',
        message: asked.error?.message ?? 'target or URL',
      });
    const Successful = asked.data.Entries.map(({ Id, MessageBody, DelaySeconds }) => {
      const messageId = randomUUID();
      const trace = request.headers['x-amzn-trace-id'];
      chain = Math.max(chain, hopsOf(String(trace)));
      const attributes = {
        SentTimestamp: String(now()),
        ApproximateReceiveCount: '0',
        ...(trace === undefined ? {} : { AWSTraceHeader: String(trace) }),
      };
      const record = { messageId, body: MessageBody, attributes };
      sent.push({ body: MessageBody, delay: DelaySeconds });
      waiting.set(messageId, { record, visibleAt: now() + DelaySeconds * 1_000, received: 0 });
      const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
      return { Id, MessageId: messageId, MD5OfMessageBody };
    });
    return answer(200, { Successful, Failed: [] });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const endpoint = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  url = `${endpoint}/000000000000/simile`;

  return {
    endpoint,
    url,
    sent,
    deadLetters,
    longestChain: () => chain,
    receive() {
      const visible = [...waiting].filter(([, { visibleAt }]) => visibleAt <= now());
      // A message dies when it would be received once too often, not when it fails for the last time.
      for (const [id, { record, received }] of visible) {
        if (received < MOST_RECEIVES) continue;
        deadLetters.push(record);
        waiting.delete(id);
      }
      const ready = visible.flatMap(([id, one]) => (waiting.has(id) ? [one] : [])).slice(0, BATCH);
      return ready.map((one) => {
        one.visibleAt = now() + VISIBILITY;
        one.received += 1;
        const attributes = { ...one.record.attributes, ApproximateReceiveCount: String(one.received) };
        return { ...one.record, attributes };
      });
    },
    settle(received, failed) {
      const again = new Set(failed.map(({ itemIdentifier }) => itemIdentifier));
      for (const { messageId } of received) if (!again.has(messageId)) waiting.delete(messageId);
    },
    refuse(refused) {
      refusing = refused;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
