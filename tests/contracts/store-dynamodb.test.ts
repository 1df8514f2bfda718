import { once } from 'node:events';
import { createServer } from 'node:http';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { dynamodbClient, openDynamodb } from '../../adapters/dynamodb/engine.ts';
import { change, createStore, type Engine, type Store } from '../../src/store.ts';
import { type LocalDynamodb, startDynamodb } from '../kit/dynamodb.ts';

/** What DynamoDB alone can get wrong: reads that lag behind, answers that are lost. */

const START = Date.parse('2026-11-23T08:00:00Z');

interface Asked {
  operation: string;
  input: Record<string, unknown>;
}

let dynamodb: LocalDynamodb;
beforeAll(async () => {
  dynamodb = await startDynamodb();
});
afterAll(() => dynamodb.stop());

let now = START;
let made = 0;
let table: string;
let asked: Asked[];
let engine: Engine;
let store: Store;
beforeEach(async () => {
  made += 1;
  table = `table-${made}`;
  dynamodb.disturb(() => undefined);
  await dynamodb.create(table);
  now = START;
  asked = [];
  const client = dynamodb.client();
  client.middlewareStack.add(
    (next, context) => (args) => {
      asked.push({ operation: String(context.commandName), input: { ...args.input } });
      return next(args);
    },
    { step: 'initialize' },
  );
  engine = openDynamodb(table, () => now, client);
  store = createStore(engine, () => now);
});

const answer = (person: string, more: { version?: number; workspace?: string } = {}) => ({
  workspace: 'T1',
  id: `C1/2026-11-23/${person}`,
  person,
  version: 0,
  value: { pick: 'a' as const, right: true },
  ...more,
});

async function everything(): Promise<unknown[]> {
  return (await dynamodb.client().send(new ScanCommand({ TableName: table }))).Items ?? [];
}

/** Befalls the next request of an operation. */
function next(operation: string, fault: 'cut after' | 'failed'): void {
  let left = 1;
  dynamodb.disturb((one) => {
    if (one !== operation || left === 0) return undefined;
    left -= 1;
    return fault;
  });
}

describe('Forgetting somebody on DynamoDB', () => {
  test('GIVEN a person’s records WHEN they are forgotten THEN they are found by consistent reads of the table, by no index that lags behind', async () => {
    await store.dailyAnswers.save(answer('U1'));
    await store.dailyAnswers.save(answer('U1', { workspace: 'T2' }));
    asked.length = 0;
    expect(await store.forget('U1')).toBe(2);
    const reads = asked.filter(({ operation }) => !operation.startsWith('Delete'));
    expect(reads.length).toBeGreaterThan(0);
    for (const { operation, input } of reads) {
      expect(operation).toBe('QueryCommand');
      expect(input.IndexName).toBeUndefined();
      expect(input.ConsistentRead).toBe(true);
    }
    expect(await everything()).toEqual([]);
  });

  test('GIVEN a record that is on its way WHEN its person is forgotten THEN what finds it stays until it must have arrived', async () => {
    // What points at the record is written before it, and nothing is written behind it.
    let writes = 0;
    dynamodb.disturb((operation) => {
      if (operation === 'PutItem') writes += 1;
      return operation === 'PutItem' && writes > 1 ? 'failed' : undefined;
    });
    await expect(store.dailyAnswers.save(answer('U1'))).rejects.toThrow();
    expect(await everything()).toHaveLength(1);
    expect(await store.forget('U1')).toBe(0);
    expect(await everything()).toHaveLength(1);
    now += 60_001;
    expect(await store.forget('U1')).toBe(0);
    expect(await everything()).toEqual([]);
  });

  test('GIVEN a record that became somebody else’s WHEN the first is forgotten THEN it stays with the other', async () => {
    const contact = (person: string) =>
      change(store.contacts, 'T1', 'C1', () => ({ value: { platform: 'slack' as const }, person }));
    await contact('U1');
    await contact('U2');
    now += 60_001;
    expect(await store.forget('U1')).toBe(0);
    expect(await store.contacts.get('T1', 'C1')).toMatchObject({ person: 'U2' });
    expect(await store.forget('U2')).toBe(1);
    expect(await everything()).toEqual([]);
  });

  test.each([
    [
      'removed',
      async (version: number) => void (await store.dailyAnswers.remove('T1', answer('U1').id, version)),
    ],
    ['purged with its workspace', async () => void (await store.purge('T1'))],
  ])('GIVEN a person’s record WHEN it is %s THEN nothing of the person is left', async (_how, go) => {
    const version = await store.dailyAnswers.save(answer('U1'));
    await go(version ?? 0);
    expect(await everything()).toEqual([]);
  });

  test('GIVEN what was moved here WHEN somebody of it is forgotten THEN it is found', async () => {
    await engine.copy('dailyAnswers', { ...answer('U1'), version: 7 });
    expect(await store.forget('U1')).toBe(1);
    expect(await everything()).toEqual([]);
  });
});

describe('What people and the clock ask of DynamoDB', () => {
  test('GIVEN all that they do WHEN it is done THEN nothing walks the table, and each write is of one item', async () => {
    const version = await store.dailyAnswers.save({ ...answer('U1'), dueAt: now });
    await store.dailyAnswers.get('T1', answer('U1').id);
    await store.dailyAnswers.list('T1', 'C1/', { limit: 10 });
    await store.dailyAnswers.due(now, 10);
    await store.dailyAnswers.remove('T1', answer('U1').id, version ?? 0);
    await store.forget('U1');
    await store.purge('T1');
    await store.ready();
    expect(new Set(asked.map(({ operation }) => operation))).toEqual(
      new Set(['PutItemCommand', 'GetItemCommand', 'QueryCommand', 'DeleteItemCommand']),
    );
  });
});

describe('An answer of DynamoDB that is lost', () => {
  test('GIVEN a save that is done and not answered WHEN the SDK tries again THEN the save has won, not lost against itself', async () => {
    next('PutItem', 'cut after');
    const version = await store.paths.save({ workspace: 'T1', id: 'C1', version: 0, value: { given: [] } });
    expect(version).toBeGreaterThan(0);
    next('PutItem', 'cut after');
    const again = { workspace: 'T1', id: 'C1', version: version ?? 0, value: { given: [] } };
    expect(await store.paths.save(again)).toBe((version ?? 0) + 1);
    expect(await store.paths.save(again)).toBeUndefined();
  });

  test('GIVEN two who save over the same version, both without an answer at first, WHEN both try again THEN one has won', async () => {
    const version =
      (await store.paths.save({ workspace: 'T1', id: 'C1', version: 0, value: { given: [] } })) ?? 0;
    let cut = 0;
    dynamodb.disturb((operation) => {
      if (operation !== 'PutItem' || cut === 2) return undefined;
      cut += 1;
      return 'cut after';
    });
    const save = () => store.paths.save({ workspace: 'T1', id: 'C1', version, value: { given: [] } });
    const saves = await Promise.all([save(), save()]);
    expect(saves.filter((saved) => saved !== undefined)).toEqual([version + 1]);
  });
});

test('GIVEN a table that takes requests and never answers WHEN it is asked THEN that fails after each try had its time', async () => {
  const silent = createServer(() => {});
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  vi.stubEnv(
    'AWS_ENDPOINT_URL_DYNAMODB',
    `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
  );
  vi.stubEnv('AWS_REGION', 'local');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const asked = once(silent, 'request').then(() => once(silent, 'request'));
  const hanging = openDynamodb('any', Date.now, dynamodbClient({ each: 50, attempts: 2 }));
  await expect(hanging.get('people', 'T1', 'ada')).rejects.toThrow('50 ms');
  await asked;
  vi.unstubAllEnvs();
  silent.closeAllConnections();
  silent.close();
});
