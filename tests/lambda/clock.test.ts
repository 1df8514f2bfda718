import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDynamodb } from '../../adapters/dynamodb/engine.ts';
import { scheduled } from '../../adapters/lambda/scheduled.ts';
import { createStore, type Engine, type Store } from '../../src/store.ts';
import { bot } from '../content.ts';
import { type LocalDynamodb, startDynamodb } from '../kit/dynamodb.ts';
import { lambdaBundle } from '../kit/function.ts';
import { type LambdaFunction, startFunction } from '../kit/runtime.ts';
import { isObject } from '../kit/seen.ts';

interface Sent {
  MessageBody: string;
  DelaySeconds: number;
}

function sample(name: string): unknown {
  const file = join(import.meta.dirname, `../contracts/samples/${name}.json`);
  const { event }: { event: unknown } = JSON.parse(readFileSync(file, 'utf8'));
  return event;
}

describe('The clock on Lambda', () => {
  let dynamodb: LocalDynamodb;
  let store: Store;
  let tick: LambdaFunction;
  let work: LambdaFunction;
  const queue: Sent[] = [];
  // SQS, as far as a batch of messages goes.
  const sqs = createServer(async (request, response) => {
    const { Entries }: { Entries: (Sent & { Id: string })[] } = JSON.parse(await text(request));
    queue.push(...Entries);
    const Successful = Entries.map(({ Id, MessageBody }) => ({
      Id,
      MessageId: Id,
      MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
    }));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ Successful, Failed: [] }));
  });

  beforeAll(async () => {
    dynamodb = await startDynamodb();
    await dynamodb.create('simile');
    store = createStore(openDynamodb('simile', Date.now, dynamodb.client()), Date.now);
    sqs.listen(0, '127.0.0.1');
    await new Promise((listening) => sqs.once('listening', listening));
    const endpoint = `http://127.0.0.1:${(sqs.address() as AddressInfo).port}`;
    const env = {
      SLACK_BOT_TOKEN: 'xoxb-test',
      SLACK_SIGNING_SECRET: 'a-signing-secret-of-tests',
      SIMILE_STORE: 'dynamodb:simile',
      SIMILE_QUEUE: `${endpoint}/000000000000/queue`,
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    };
    const folder = await lambdaBundle();
    tick = await startFunction({ folder, handler: 'tick.handler', env });
    work = await startFunction({ folder, handler: 'work.handler', env });
  }, 120_000);
  afterAll(async () => {
    await tick.stop();
    await work.stop();
    await store.close();
    await dynamodb.stop();
    sqs.close();
  });

  test.each(['aws.eventbridge.scheduler', 'aws.eventbridge.scheduled-rule'])(
    'GIVEN nothing due WHEN the event %s comes THEN nothing is queued',
    async (name) => {
      expect(await tick.invoke(sample(name))).toEqual({ due: 0, queued: 0 });
      expect(queue).toEqual([]);
    },
  );

  test('GIVEN posts due at once and in half a minute WHEN the clock comes THEN each time is queued once, the later one with its delay', async () => {
    const base = { platform: 'slack', day: '2026-11-22', state: 'waiting', tries: 0 } as const;
    for (const [id, dueIn] of [
      ['C1', -1_000],
      ['C2', -2_000],
      ['C3', 30_000],
      ['C4', 300_000],
    ] as const) {
      const plannedFor = Date.now() + dueIn;
      const value = { ...base, channel: id, plannedFor };
      await store.posts.save({ workspace: 'T1', id, value, version: 0, dueAt: plannedFor });
    }
    expect(await tick.invoke(sample('aws.eventbridge.scheduler'))).toEqual({ due: 3, queued: 2 });
    const delays = queue.map(({ DelaySeconds }) => DelaySeconds).toSorted((a, b) => a - b);
    expect(delays[0]).toBeLessThanOrEqual(1);
    expect(delays[1]).toBeGreaterThan(25);
  });

  test('GIVEN those messages WHEN work takes them, twice, THEN what is due is done once and nothing is to be tried again', async () => {
    const Records = queue.map(({ MessageBody }, index) => ({
      messageId: String(index),
      body: MessageBody,
      attributes: { SentTimestamp: String(Date.now()) },
    }));
    expect(await work.invoke({ Records })).toEqual({ batchItemFailures: [] });
    const ends = () => work.logs().match(/"event":"daily.post"/g)?.length ?? 0;
    const once = ends();
    // No channel has subscribed, so the two that were due are dropped.
    expect(once).toBe(2);
    expect(await work.invoke({ Records })).toEqual({ batchItemFailures: [] });
    expect(ends()).toBe(once);
    expect(work.logs()).toContain('simile_queue_seconds');
  });

  test('GIVEN a batch with messages of somebody else WHEN work takes it THEN those alone come back', async () => {
    const event = sample('aws.sqs.batch');
    const records = isObject(event) && Array.isArray(event.Records) ? event.Records : [];
    const ours = { messageId: 'ours', body: JSON.stringify({ due: Date.now() }) };
    const result = await work.invoke({ Records: [...records, ours] });
    expect(result).toEqual({
      batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })),
    });
  });

  test('GIVEN all that the clock looks after WHEN it looks ahead THEN it looks at each of these kinds', async () => {
    const asked = new Set<string>();
    const open = openDynamodb('simile', Date.now, dynamodb.client());
    const noting: Engine = {
      ...open,
      due: async (kind) => {
        asked.add(kind);
        return [];
      },
    };
    const simile = bot(undefined, { store: createStore(noting, Date.now) });
    for (const duty of simile.duties(Date.now, () => {}))
      await duty.run(Date.now(), { limit: 1, onError: () => {} });
    expect([...scheduled].sort()).toEqual([...asked].sort());
  });
});

describe('A clock that cannot start', () => {
  test('GIVEN no queue WHEN it starts THEN the reason names the variable', async () => {
    const env = {
      SLACK_BOT_TOKEN: 'xoxb-test',
      SLACK_SIGNING_SECRET: 'a-signing-secret-of-tests',
      SIMILE_STORE: 'dynamodb:simile',
    };
    const starting = startFunction({ folder: await lambdaBundle(), handler: 'tick.handler', env });
    await expect(starting).rejects.toThrow('SIMILE_QUEUE');
  });
});
