import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSqlite } from '../../adapters/sqlite/engine.ts';
import type { Kept } from '../../src/ports.ts';
import { decodeAction } from '../../src/replies/encoding.ts';
import { createStore, kindNames } from '../../src/store.ts';
import { bot } from '../content.ts';

interface Version {
  actions: string[];
  records: (Kept<unknown> & { kind: string })[];
}

const FOLDER = join(import.meta.dirname, 'versions');
const versions = readdirSync(FOLDER).flatMap((file): [string, Version][] =>
  file.endsWith('.json')
    ? [[file.slice(0, -'.json'.length), JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))]]
    : [],
);

/** What tells a presser that this version cannot read a button. */
const UNREADABLE = /I do not know that command|How to use \/|Something went wrong/;

describe.each(versions)('What version %s left behind', (_version, { actions, records }) => {
  const now = () => Math.max(...records.map(({ version }) => version)) + 1_000;

  test('GIVEN its records WHEN they are read THEN each is there as it was', async () => {
    const engine = openSqlite(':memory:', now);
    const store = createStore(engine, now);
    for (const { kind, ...record } of records) {
      await engine.copy(kind, record);
      const name = kindNames.find((one) => one === kind);
      const read = name && (await store[name].get(record.workspace, record.id));
      expect(read, kind).toEqual(record);
    }
    await store.close();
  });

  test.each(actions)(
    'GIVEN its button %s WHEN it is pressed THEN it is still a command with its options',
    async (encoded) => {
      const engine = openSqlite(':memory:', now);
      for (const { kind, ...record } of records) await engine.copy(kind, record);
      const simile = bot('https://github.com/example/simile', { store: createStore(engine, now) });
      const action = decodeAction(encoded);
      expect(action).toBeDefined();
      const reply = await simile.respond({
        id: '1',
        command: action?.command ?? '',
        options: action?.options ?? {},
        person: { id: 'U1', manages: true },
        place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
        at: now(),
        pressed: { onPrivate: true },
      });
      expect(JSON.stringify(reply.parts)).not.toMatch(UNREADABLE);
      await simile.store.close();
    },
  );
});
