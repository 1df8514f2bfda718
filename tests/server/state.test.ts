import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDynamodb } from '../../adapters/dynamodb/engine.ts';
import { move } from '../../adapters/server/move.ts';
import { backupSqlite } from '../../adapters/sqlite/backup.ts';
import { openSqlite } from '../../adapters/sqlite/engine.ts';
import { createStore, type Engine } from '../../src/store.ts';
import { type LocalDynamodb, startDynamodb } from '../kit/dynamodb.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');
const clock = () => NOW;

let folder: string;
let dynamodb: LocalDynamodb;
beforeAll(async () => {
  dynamodb = await startDynamodb();
});
afterAll(() => dynamodb.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simile-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function fill(engine: Engine, people: number): Promise<void> {
  const store = createStore(engine, clock);
  for (let index = 0; index < people; index += 1)
    await store.dailyAnswers.save({
      workspace: `T${index % 3}`,
      id: `C1/2026-11-23/U${index}`,
      person: `U${index}`,
      version: 0,
      value: { pick: 'a', right: index % 2 === 0 },
    });
  await store.paths.save({ workspace: 'T1', id: 'C1', version: 0, value: { given: [] } });
}

async function emptyTable(name: string): Promise<Engine> {
  await dynamodb.create(name);
  return openDynamodb(name, clock, dynamodb.client());
}

describe('Moving house', () => {
  test('GIVEN a full file WHEN it is moved to DynamoDB and back THEN both ways everything is there, as it was', async () => {
    const file = openSqlite(join(folder, 'a.db'), clock);
    await fill(file, 230);
    const table = await emptyTable('there-and-back');
    const shown: string[] = [];
    const there = await move(file, table, (moved, all) => shown.push(`${moved}/${all}`));
    expect(there.every(({ from, to }) => from === to)).toBe(true);
    expect(shown.at(-1)).toBe('231/231');
    const back = openSqlite(join(folder, 'b.db'), clock);
    await move(table, back, () => {});
    const [before, after] = [createStore(file, clock), createStore(back, clock)];
    expect(await after.dailyAnswers.list('T1', '', { limit: 500 })).toEqual(
      await before.dailyAnswers.list('T1', '', { limit: 500 }),
    );
    expect(await after.forget('U7')).toBe(1);
    await Promise.all([file.close(), back.close(), table.close()]);
  });

  test('GIVEN a move that breaks off anywhere WHEN it is begun again THEN it goes on where it stopped', async () => {
    const file = openSqlite(join(folder, 'a.db'), clock);
    await fill(file, 230);
    const target = openSqlite(join(folder, 'b.db'), clock);
    let copies = 0;
    const breaking: Engine = {
      ...target,
      copy: async (kind, record) => {
        copies += 1;
        if (copies % 130 === 0) throw new Error('The power went.');
        return target.copy(kind, record);
      },
    };
    const starts: number[] = [];
    for (let done = false; !done; ) {
      let first = true;
      done = await move(file, breaking, (moved) => {
        if (first) starts.push(moved);
        first = false;
      }).then(
        (kinds) => kinds.every(({ from, to }) => from === to),
        () => false,
      );
    }
    expect(starts.length).toBeGreaterThan(2);
    expect(starts.at(-1)).toBeGreaterThan(0);
    await Promise.all([file.close(), target.close()]);
  });

  test('GIVEN a new store that is not empty WHEN something is moved there THEN it is refused', async () => {
    const [one, other] = [openSqlite(':memory:', clock), openSqlite(':memory:', clock)];
    await fill(one, 1);
    await fill(other, 1);
    await expect(move(one, other, () => {})).rejects.toThrow('not empty');
  });
});

describe('A backup', () => {
  test('GIVEN a bot that goes on writing WHEN it is backed up THEN the copy is whole and the bot is not held up', async () => {
    const path = join(folder, 'a.db');
    const engine = openSqlite(path, clock);
    await fill(engine, 100);
    // Begun and not yet on the disk: the other connection is in the middle of writing.
    const writing = fill(engine, 150);
    backupSqlite(path, join(folder, 'b.db'));
    await writing;
    const copy = openSqlite(join(folder, 'b.db'), clock);
    expect(await copy.count('dailyAnswers')).toBe(100);
    expect(await engine.count('dailyAnswers')).toBe(150);
    await Promise.all([copy.close(), engine.close()]);
  });

  test('GIVEN a file that is there WHEN something is backed up into it THEN it is refused', async () => {
    const path = join(folder, 'a.db');
    await openSqlite(path, clock).close();
    expect(() => backupSqlite(path, path)).toThrow('is there already');
    expect(() => backupSqlite(join(folder, 'none.db'), join(folder, 'c.db'))).toThrow('no database');
  });
});
