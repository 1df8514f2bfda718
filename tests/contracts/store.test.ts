import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDynamodb } from '../../adapters/dynamodb/engine.ts';
import { openSqlite } from '../../adapters/sqlite/engine.ts';
import type { Subscription } from '../../src/daily/values.ts';
import type { Kept } from '../../src/ports.ts';
import { change, createStore, type Engine, kindNames, kinds, type Store } from '../../src/store.ts';
import { type LocalDynamodb, startDynamodb } from '../kit/dynamodb.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-11-23T08:00:00Z');

let folder: string;
let dynamodb: LocalDynamodb;
let made = 0;
function fresh(): string {
  made += 1;
  return `records-${made}`;
}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'simile-'));
  dynamodb = await startDynamodb();
});
afterAll(async () => {
  await dynamodb.stop();
  rmSync(folder, { recursive: true });
});

/** Opens the same records several times over, as several processes do. */
type Opener = (clock: () => number) => Promise<() => Engine>;

const engines: [string, Opener][] = [
  [
    'SQLite in memory',
    async (clock) => {
      const engine = openSqlite(':memory:', clock);
      return () => engine;
    },
  ],
  [
    'SQLite in a file',
    async (clock) => {
      const path = join(folder, `${fresh()}.db`);
      return () => openSqlite(path, clock);
    },
  ],
  [
    'DynamoDB',
    async (clock) => {
      const table = fresh();
      await dynamodb.create(table);
      return () => openDynamodb(table, clock, dynamodb.client());
    },
  ],
];

const subscription: Subscription = {
  platform: 'slack',
  schedule: { time: 570, zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5] },
  topics: ['cloud'],
};

function record(id: string, more: Partial<Kept<Subscription>> = {}): Kept<Subscription> {
  return { workspace: 'T1', id, value: subscription, version: 0, ...more };
}

const answer = (id: string, person: string, workspace = 'T1') => ({
  workspace,
  id,
  person,
  version: 0,
  value: { pick: 'a' as const, right: true },
});

describe.each(engines)('A store on %s', (_name, open) => {
  let now = START;
  let again: () => Engine;
  let store: Store;
  let other: Store;
  beforeEach(async () => {
    now = START;
    again = await open(() => now);
    store = createStore(again(), () => now);
    other = createStore(again(), () => now);
  });
  afterEach(async () => {
    await store.close();
    await other.close();
  });

  test('GIVEN nothing WHEN it is asked for THEN there is nothing', async () => {
    expect(await store.subscriptions.get('T1', 'C1')).toBeUndefined();
    expect(await store.subscriptions.list('T1', '', { limit: 10 })).toEqual([]);
    expect(await store.subscriptions.due(now, 10)).toEqual([]);
    expect(await store.ready()).toBe(true);
  });

  test('GIVEN a record that was saved WHEN another process reads it THEN every field is as it was', async () => {
    const version = await store.subscriptions.save(record('C1', { dueAt: now + 5, expiresAt: now + 9 }));
    expect(version).toBeGreaterThan(0);
    expect(await other.subscriptions.get('T1', 'C1')).toEqual({
      ...record('C1', { dueAt: now + 5, expiresAt: now + 9 }),
      version,
    });
  });

  test('GIVEN times with a fraction WHEN they are saved THEN they are whole milliseconds, never too early', async () => {
    await store.subscriptions.save(record('C1', { dueAt: now + 0.2, expiresAt: now + 9.5 }));
    expect(await store.subscriptions.get('T1', 'C1')).toMatchObject({ dueAt: now + 1, expiresAt: now + 10 });
  });

  test('GIVEN a record WHEN it is saved under an old version THEN the save loses and changes nothing', async () => {
    const first = await store.subscriptions.save(record('C1'));
    const second = await store.subscriptions.save(record('C1', { version: first ?? 0, dueAt: 7 }));
    expect(second).toBeGreaterThan(first ?? 0);
    expect(await store.subscriptions.save(record('C1', { version: first ?? 0 }))).toBeUndefined();
    expect(await store.subscriptions.save(record('C1'))).toBeUndefined();
    expect((await store.subscriptions.get('T1', 'C1'))?.dueAt).toBe(7);
  });

  test('GIVEN a due time that is left out of a save WHEN it is due THEN it is found no more', async () => {
    const first = await store.subscriptions.save(record('C1', { dueAt: now }));
    expect(await store.subscriptions.due(now, 10)).toHaveLength(1);
    await store.subscriptions.save(record('C1', { version: first ?? 0 }));
    expect(await store.subscriptions.due(now, 10)).toEqual([]);
    expect((await store.subscriptions.get('T1', 'C1'))?.dueAt).toBeUndefined();
  });

  test('GIVEN a record WHEN it is removed in its version THEN it is gone, and in another version it stays', async () => {
    const version = (await store.subscriptions.save(record('C1'))) ?? 0;
    expect(await store.subscriptions.remove('T1', 'C1', version + 1)).toBe(false);
    expect(await store.subscriptions.remove('T1', 'C1', version)).toBe(true);
    expect(await store.subscriptions.remove('T1', 'C1', version)).toBe(false);
    expect(await store.subscriptions.get('T1', 'C1')).toBeUndefined();
  });

  test('GIVEN a record that was removed and made anew WHEN somebody who knew the old one saves THEN they lose', async () => {
    const old = (await store.subscriptions.save(record('C1'))) ?? 0;
    await store.subscriptions.remove('T1', 'C1', old);
    now += 1;
    await store.subscriptions.save(record('C1', { dueAt: 1 }));
    expect(await store.subscriptions.save(record('C1', { version: old }))).toBeUndefined();
  });

  test('GIVEN fifty who save a new record at once WHEN all are done THEN one of them won', async () => {
    const saves = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 ? store : other).subscriptions.save(record('C1', { dueAt: index })),
      ),
    );
    const winners = saves.flatMap((version, index) => (version === undefined ? [] : [index]));
    expect(winners).toHaveLength(1);
    expect((await store.subscriptions.get('T1', 'C1'))?.dueAt).toBe(winners[0]);
  });

  test('GIVEN fifty who save over the same version at once WHEN all are done THEN one of them won', async () => {
    const version = (await store.subscriptions.save(record('C1'))) ?? 0;
    const saves = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 ? store : other).subscriptions.save(record('C1', { version, dueAt: index })),
      ),
    );
    expect(saves.filter((saved) => saved !== undefined)).toEqual([version + 1]);
  });

  test('GIVEN fifty who remove the same version at once WHEN all are done THEN one of them did', async () => {
    const version = (await store.subscriptions.save(record('C1'))) ?? 0;
    const removed = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 ? store : other).subscriptions.remove('T1', 'C1', version),
      ),
    );
    expect(removed.filter(Boolean)).toHaveLength(1);
  });

  test('GIVEN fifty who save over an expired record at once WHEN all are done THEN one of them won', async () => {
    await store.subscriptions.save(record('C1', { expiresAt: now + 1 }));
    now += 1;
    const saves = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 ? store : other).subscriptions.save(record('C1'))),
    );
    expect(saves.filter((saved) => saved !== undefined)).toHaveLength(1);
  });

  test('GIVEN fifty who each count one up WHEN all are done THEN it is fifty', {
    timeout: 60_000,
  }, async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        change((index % 2 ? store : other).subscriptions, 'T1', 'C1', (kept) => ({
          value: subscription,
          dueAt: (kept?.dueAt ?? 0) + 1,
        })),
      ),
    );
    expect((await store.subscriptions.get('T1', 'C1'))?.dueAt).toBe(50);
  });

  test('GIVEN ids that begin alike WHEN they are listed THEN they come in order, page by page, of that workspace alone', async () => {
    const ids = ['C1/2026-01-02', 'C1/2026-01-01', 'C1/2026-01-03', 'C10/2026-01-01', 'C2/1', 'C1'];
    for (const id of ids) await store.subscriptions.save(record(id));
    await store.subscriptions.save(record('C1/2026-01-00', { workspace: 'T2' }));
    const list = async (prefix: string, page: { limit: number; after?: string }) =>
      (await store.subscriptions.list('T1', prefix, page)).map((kept) => kept.id);
    expect(await list('C1/', { limit: 10 })).toEqual(['C1/2026-01-01', 'C1/2026-01-02', 'C1/2026-01-03']);
    expect(await list('C1/', { limit: 2 })).toEqual(['C1/2026-01-01', 'C1/2026-01-02']);
    expect(await list('C1/', { limit: 2, after: 'C1/2026-01-02' })).toEqual(['C1/2026-01-03']);
    expect(await list('C1/', { limit: 2, after: 'C1/2026-01-01x' })).toEqual([
      'C1/2026-01-02',
      'C1/2026-01-03',
    ]);
    expect(await list('C1/', { limit: 2, after: 'A' })).toEqual(['C1/2026-01-01', 'C1/2026-01-02']);
    expect(await list('', { limit: 100 })).toEqual([...ids].sort());
  });

  test('GIVEN more than a page of a database holds WHEN all is listed THEN all is there', async () => {
    const value = { ...subscription, topics: ['x'.repeat(30_000)] };
    for (let index = 10; index < 60; index += 1)
      await store.subscriptions.save(record(`C${index}`, { value, dueAt: index }));
    expect(await store.subscriptions.list('T1', 'C', { limit: 100 })).toHaveLength(50);
    expect(await store.subscriptions.due(now, 100)).toHaveLength(50);
    expect(await store.purge('T1')).toBe(50);
  });

  test('GIVEN records due in several workspaces WHEN the clock asks THEN the longest due come first, and no other', async () => {
    for (const [index, workspace] of ['T3', 'T1', 'T2'].entries())
      await store.subscriptions.save(record(`C${index}`, { workspace, dueAt: now - index }));
    await store.subscriptions.save(record('later', { dueAt: now + 1 }));
    await store.subscriptions.save(record('never'));
    await store.posts.save({
      workspace: 'T1',
      id: 'C1/2026-11-23',
      version: 0,
      dueAt: 0,
      value: {
        platform: 'slack',
        channel: 'C1',
        day: '2026-11-23',
        plannedFor: 0,
        state: 'waiting',
        tries: 0,
      },
    });
    const due = async (limit: number) =>
      (await store.subscriptions.due(now, limit)).map((kept) => kept.workspace);
    expect(await due(10)).toEqual(['T2', 'T1', 'T3']);
    expect(await due(2)).toEqual(['T2', 'T1']);
  });

  test('GIVEN a record that expires WHEN its time has come THEN it is as if it were not there', async () => {
    await store.subscriptions.save(record('C1', { expiresAt: now + 10, dueAt: now }));
    await store.subscriptions.save(record('C2', { dueAt: now }));
    const version = (await store.subscriptions.get('T1', 'C1'))?.version ?? 0;
    now += 10;
    expect(await store.subscriptions.get('T1', 'C1')).toBeUndefined();
    expect(await store.subscriptions.list('T1', '', { limit: 1 })).toMatchObject([{ id: 'C2' }]);
    expect(await store.subscriptions.due(now, 1)).toMatchObject([{ id: 'C2' }]);
    expect(await store.subscriptions.save(record('C1', { version }))).toBeUndefined();
    expect(await store.subscriptions.save(record('C1'))).toBeGreaterThan(version);
  });

  test('GIVEN a kind that is kept for some days WHEN they are over THEN it is gone', async () => {
    await store.dailyAnswers.save(answer('C1/2026-11-23/U1', 'U1'));
    now += kinds.dailyAnswers.days * DAY - 1;
    expect(await store.dailyAnswers.get('T1', 'C1/2026-11-23/U1')).toBeDefined();
    now += 1;
    expect(await store.dailyAnswers.get('T1', 'C1/2026-11-23/U1')).toBeUndefined();
  });

  test('GIVEN records about people WHEN one asks to be forgotten THEN theirs are gone, and no other', async () => {
    await store.dailyAnswers.save(answer('C1/2026-11-23/U1', 'U1'));
    await store.dailyAnswers.save(answer('C1/2026-11-24/U1', 'U1'));
    await store.dailyAnswers.save(answer('C1/2026-11-23/U2', 'U2'));
    await store.dailyAnswers.save(answer('C1/2026-11-23/U1', 'U1', 'T2'));
    await store.subscriptions.save(record('C1'));
    expect(await store.forget('U1', 'T1')).toBe(2);
    expect(await store.dailyAnswers.list('T1', '', { limit: 9 })).toMatchObject([{ person: 'U2' }]);
    expect(await store.subscriptions.get('T1', 'C1')).toBeDefined();
    expect(await store.forget('U1')).toBe(1);
    expect(await store.forget('U1')).toBe(0);
  });

  test('GIVEN a record about a person WHEN it is saved without saying whose it is THEN it is refused', async () => {
    const { person: _, ...nobodys } = answer('C1/1/U1', 'U1');
    await expect(store.dailyAnswers.save(nobodys)).rejects.toThrow('needs its person');
  });

  test('GIVEN two workspaces WHEN one takes the app away THEN nothing of it is left, and the other has all', async () => {
    for (const workspace of ['T1', 'T2']) {
      await store.subscriptions.save(record('C1', { workspace, dueAt: 1 }));
      await store.dailyAnswers.save(answer('C1/1/U1', 'U1', workspace));
      await store.paths.save({ workspace, id: 'C1', version: 0, value: { given: [] } });
    }
    expect(await store.purge('T1')).toBe(3);
    expect(await store.subscriptions.get('T1', 'C1')).toBeUndefined();
    expect(await store.subscriptions.due(now, 9)).toMatchObject([{ workspace: 'T2' }]);
    expect(await store.purge('T2')).toBe(3);
  });

  test('GIVEN a workspace without a name, as in a direct message, WHEN it keeps something THEN it works like any other', async () => {
    await store.subscriptions.save(record('D1', { workspace: '', dueAt: 1 }));
    expect(await store.subscriptions.get('', 'D1')).toBeDefined();
    expect(await store.purge('')).toBe(1);
  });

  test('GIVEN a value of another version of Simile that cannot be read WHEN the clock finds it THEN it is set aside and the others go on', async () => {
    await again().save('subscriptions', { ...record('C0'), value: { strange: true }, dueAt: now - 1 }, 1);
    await store.subscriptions.save(record('C1', { dueAt: now }));
    expect(await store.subscriptions.due(now, 10)).toMatchObject([{ id: 'C1' }]);
    expect(await store.subscriptions.due(now, 1)).toMatchObject([{ id: 'C1' }]);
    await expect(store.subscriptions.get('T1', 'C0')).rejects.toThrow();
  });

  test('GIVEN everything that is kept WHEN it is walked and copied THEN the copy has each record once, version and all', async () => {
    for (let index = 10; index < 35; index += 1)
      await store.subscriptions.save(record(`C${index}`, { workspace: `T${index % 3}` }));
    await store.dailyAnswers.save(answer('C1/1/U1', 'U1'));
    const engine = again();
    const target = (await open(() => now))();
    let walked = 0;
    for (const kind of kindNames) {
      let after: string | undefined;
      do {
        const page = await engine.walk(kind, 10, after);
        for (const kept of [...page.records, ...page.records]) await target.copy(kind, kept);
        walked += page.records.length;
        after = page.next;
      } while (after !== undefined);
    }
    expect(walked).toBe(26);
    const copied = createStore(target, () => now);
    expect(await copied.subscriptions.get('T1', 'C10')).toEqual(await store.subscriptions.get('T1', 'C10'));
    expect(await copied.subscriptions.list('T2', '', { limit: 99 })).toHaveLength(8);
    await copied.close();
    await engine.close();
  });
});

describe('A SQLite file', () => {
  test('GIVEN a file of a newer version WHEN it is opened THEN it is refused, saying what to do', async () => {
    const path = join(folder, 'newer.db');
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => openSqlite(path, Date.now)).toThrow('was written by a newer version of Simile');
  });

  test('GIVEN a file that was closed WHEN it is opened again THEN all is there', async () => {
    const path = join(folder, 'again.db');
    const first = createStore(
      openSqlite(path, () => START),
      () => START,
    );
    await first.subscriptions.save(record('C1'));
    await first.close();
    const second = createStore(
      openSqlite(path, () => START),
      () => START,
    );
    expect(await second.subscriptions.get('T1', 'C1')).toBeDefined();
    await second.close();
  });
});
