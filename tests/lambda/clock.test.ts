import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundled } from '../kit/bundle.ts';
import { type Account, failuresOf, openAccount } from '../kit/function.ts';
import { type LambdaFunction, startFunction } from '../kit/runtime.ts';
import { isObject } from '../kit/seen.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NINE = Date.parse('2026-11-23T09:00:00Z');

function sample(name: string): unknown {
  const file = join(import.meta.dirname, `../contracts/samples/${name}.json`);
  const { event }: { event: unknown } = JSON.parse(readFileSync(file, 'utf8'));
  return event;
}

const slack = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_SIGNING_SECRET: 'a-signing-secret-of-tests' };

describe('The clock on Lambda', () => {
  let time = NINE;
  let account: Account;
  let tick: LambdaFunction;
  let work: LambdaFunction;

  beforeAll(() => bundled('lambda'), 120_000);
  beforeEach(async () => {
    time = NINE;
    account = await openAccount(() => time);
    const env = {
      ...slack,
      SIMILE_STORE: 'dynamodb:simile',
      SIMILE_QUEUE: account.queue.url,
      AWS_ENDPOINT_URL_SQS: account.queue.endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: account.table.endpoint,
    };
    const common = { folder: await bundled('lambda'), env, now: () => time };
    [tick, work] = await Promise.all([
      startFunction({ ...common, handler: 'tick.handler' }),
      startFunction({ ...common, handler: 'work.handler' }),
    ]);
  });
  afterEach(async () => {
    await Promise.all([tick.stop(), work.stop()]);
    await account.stop();
  });

  /** A post of a channel that has not subscribed: when it is due, it is dropped. */
  async function postDue(channel: string, dueAt: number): Promise<void> {
    const value = {
      platform: 'slack',
      day: '2026-11-23',
      state: 'waiting',
      tries: 0,
      channel,
      plannedFor: dueAt,
    } as const;
    await account.store.posts.save({ workspace: 'T1', id: channel, value, version: 0, dueAt });
  }
  const dropped = () => work.logs().match(/"event":"daily.post"/g)?.length ?? 0;
  const sent = () => account.queue.sent.map(({ body, delay }) => ({ delay, ...JSON.parse(body) }));

  /** Hands over what the queue has ready. @returns the messages that come back */
  async function deliver() {
    const batch = account.queue.receive();
    const failed = failuresOf(await work.invoke({ Records: batch }));
    account.queue.settle(batch, failed);
    return failed;
  }

  test.each(['aws.eventbridge.scheduler', 'aws.eventbridge.scheduled-rule'])(
    'GIVEN nothing due WHEN the event %s comes THEN nothing is queued',
    async (name) => {
      expect(await tick.invoke(sample(name))).toEqual({ due: 0 });
      expect(account.queue.sent).toEqual([]);
    },
  );

  test('GIVEN posts due now, later and too late to look for WHEN the clock comes THEN each is named once, with its delay in whole seconds', async () => {
    await postDue('C1', NINE - 2 * SECOND);
    await postDue('C2', NINE + 30_200);
    await postDue('C3', NINE + 30_900);
    await postDue('C4', NINE + 5 * MINUTE);
    expect(await tick.invoke(sample('aws.eventbridge.scheduler'))).toEqual({ due: 3 });
    expect(sent()).toEqual([
      { delay: 0, due: NINE - 2 * SECOND, records: [{ kind: 'posts', workspace: 'T1', id: 'C1' }] },
      {
        delay: 31,
        due: NINE + 30_900,
        records: [
          { kind: 'posts', workspace: 'T1', id: 'C2' },
          { kind: 'posts', workspace: 'T1', id: 'C3' },
        ],
      },
    ]);
  });

  test('GIVEN more than a message and more than a call holds WHEN the clock comes THEN all are queued', async () => {
    await Promise.all(Array.from({ length: 123 }, (_, index) => postDue(`C${index}`, NINE)));
    await tick.invoke({});
    const named = sent().flatMap(({ records }) => records.map(({ id }: { id: string }) => id));
    expect(new Set(named).size).toBe(123);
    expect(named).toHaveLength(123);
  });

  test('GIVEN a message WHEN it comes early, in time, twice and late THEN its record is done once, when it is due', async () => {
    await postDue('C1', NINE + 10 * SECOND);
    await tick.invoke({});
    const { body } = account.queue.sent[0] ?? { body: '' };
    const again = () => work.invoke({ Records: [{ messageId: '1', body }] });

    time += 9 * SECOND;
    expect(await again()).toEqual({ batchItemFailures: [] });
    expect(dropped()).toBe(0);
    // An early one goes back into the queue until it is due.
    expect(sent().at(-1)).toMatchObject({ due: NINE + 10 * SECOND, delay: 1 });

    time += SECOND;
    const record = { messageId: '1', body };
    expect(await work.invoke({ Records: [record, { ...record, messageId: '2' }] })).toEqual({
      batchItemFailures: [],
    });
    expect(dropped()).toBe(1);
    time += MINUTE;
    await again();
    expect(dropped()).toBe(1);
  });

  test('GIVEN a record that was put off WHEN the message of its old time comes THEN it is left alone', async () => {
    await postDue('C1', NINE);
    await tick.invoke({});
    const kept = await account.store.posts.get('T1', 'C1');
    if (kept) await account.store.posts.save({ ...kept, dueAt: NINE + 5 * MINUTE });
    expect(await deliver()).toEqual([]);
    expect(dropped()).toBe(0);
  });

  test('GIVEN a batch with messages of somebody else WHEN work takes it THEN those alone come back, and none holds up the rest', async () => {
    const event = sample('aws.sqs.batch');
    const foreign = isObject(event) && Array.isArray(event.Records) ? event.Records : [];
    await postDue('C1', NINE);
    await tick.invoke({});
    const broken = { messageId: 'broken', body: '{"due": secret words' };
    const Records = [...foreign, broken, ...account.queue.receive()];
    expect(failuresOf(await work.invoke({ Records }))).toEqual(
      [...foreign, broken].map(({ messageId }) => ({ itemIdentifier: messageId })),
    );
    expect(dropped()).toBe(1);
    expect(work.logs()).not.toContain('secret words');
  });

  test('GIVEN a table out of reach WHEN work is to be done THEN the message comes back, is tried four times, and lies with the dead letters', async () => {
    await postDue('C1', NINE);
    await tick.invoke({});
    await account.table.stop();
    for (let attempt = 0; attempt < 4; attempt += 1, time += 12 * MINUTE)
      expect(await deliver()).toHaveLength(1);
    expect(account.queue.receive()).toEqual([]);
    expect(account.queue.deadLetters).toHaveLength(1);
  });

  test('GIVEN a queue that takes nothing WHEN the clock comes THEN it fails and its log says why, and the next minute finds the same', async () => {
    await postDue('C1', NINE);
    account.queue.refuse(true);
    await expect(tick.invoke({})).rejects.toThrow('could not be queued');
    expect(tick.logs()).toContain('"event":"queue"');
    account.queue.refuse(false);
    time += MINUTE;
    await tick.invoke({});
    await deliver();
    expect(dropped()).toBe(1);
    expect(work.logs()).toContain('simile_queue_seconds');
  });
});

describe('A clock that cannot start', () => {
  test.each(['tick.handler', 'work.handler', 'http.handler'])(
    'GIVEN no queue WHEN %s starts THEN the reason names the variable',
    async (handler) => {
      const env = { ...slack, SIMILE_STORE: 'dynamodb:simile' };
      const starting = startFunction({ folder: await bundled('lambda'), handler, env });
      await expect(starting).rejects.toThrow('SIMILE_QUEUE');
    },
  );
});
