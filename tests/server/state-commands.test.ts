import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqlite } from '../../adapters/sqlite/engine.ts';
import { createStore } from '../../src/store.ts';

const ROOT = join(import.meta.dirname, '../..');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simile-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string) => join(folder, name);
const open = (name: string) => openSqlite(file(name), Date.now);

/** `simile ...` as an operator types it, on the store `a.db`. */
function simile(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH ?? '', SIMILE_STORE: `sqlite:${file('a.db')}` };
  return new Promise((resolve) =>
    execFile(process.execPath, ['adapters/server/cli.ts', ...args], { cwd: ROOT, env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    ),
  );
}

describe('GIVEN a store with what two people answered', () => {
  beforeEach(async () => {
    const engine = open('a.db');
    const store = createStore(engine, Date.now);
    for (const person of ['U1', 'U2'])
      await store.dailyAnswers.save({
        workspace: 'T1',
        id: `C1/2026-11-23/${person}`,
        person,
        version: 0,
        value: { pick: 'a', right: true },
      });
    await engine.close();
  });

  test('WHEN it is backed up, twice, THEN the copy holds it, and the second try overwrites nothing', async () => {
    expect((await simile('backup', file('copy.db'))).code).toBe(0);
    const copy = open('copy.db');
    expect(await copy.count('dailyAnswers')).toBe(2);
    await copy.close();
    const again = await simile('backup', file('copy.db'));
    expect(again.code).toBe(1);
    expect(again.err).toContain('nothing was overwritten');
  });

  test('WHEN it is moved THEN each kind is counted on both sides, and the old store still has it', async () => {
    const moved = await simile('move', '--from', `sqlite:${file('a.db')}`, '--to', `sqlite:${file('b.db')}`);
    expect(moved.code).toBe(0);
    expect(moved.out).toContain('dailyAnswers: 2 there, 2 here');
    expect(moved.out).toContain('Now name the new store in SIMILE_STORE');
    for (const name of ['a.db', 'b.db']) {
      const engine = open(name);
      expect(await engine.count('dailyAnswers')).toBe(2);
      await engine.close();
    }
    const again = await simile('move', '--from', `sqlite:${file('a.db')}`, '--to', `sqlite:${file('b.db')}`);
    expect(again.code).toBe(1);
    expect(again.err).toContain('not empty');
  });

  test('WHEN one of them is to be forgotten THEN what was theirs is gone, and no more', async () => {
    expect((await simile('forget', '--user', 'U1')).out).toBe('Deleted 1 record.\n');
    const engine = open('a.db');
    expect(await engine.count('dailyAnswers')).toBe(1);
    await engine.close();
  });
});
