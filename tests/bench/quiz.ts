import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../adapters/server/store.ts';
import { dutiesOf } from '../../src/duties.ts';
import type { Poster } from '../../src/ports.ts';
import { letters } from '../../src/quiz/letters.ts';
import { seeded } from '../../src/quiz/shuffle.ts';
import { bot } from '../content.ts';

/**
 * One question of a challenge, answered by more and more people at once: presses a second, and how long one waits.
 * Beside it, in the same run, what the database alone does: one conditional write a press.
 */
export async function bench(): Promise<void> {
  console.log('A press through the whole core onto SQLite on disk, 50 under way at a time:');
  await round(100);
  for (const players of [10, 100, 1_000, 5_000]) console.log(await round(players));
  console.log('For comparison:');
  console.log(bare(1_000));
}

const AT_ONCE = 50;

async function round(players: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'simile-bench-'));
  let time = Date.UTC(2026, 10, 23, 9);
  const store = openStore({ kind: 'sqlite', path: join(folder, 'simile.db') }, () => time);
  const simile = bot(undefined, { store, random: seeded('bench') });
  simile.posters.slack = quiet;
  const duties = dutiesOf(
    simile,
    () => time,
    () => {},
  );
  const wake = async () => {
    for (const duty of duties) {
      await duty.run(time, { limit: 100, onError: (code, cause) => console.error(code, cause) });
      await duty.settled?.();
    }
  };
  const ask = (person: string, command: string, options: Record<string, string>) =>
    simile.respond({
      id: person,
      command,
      options,
      person: { id: person, manages: false },
      place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
      at: time,
    });

  await ask('U0', 'challenge', { seconds: '120', questions: '1' });
  const game = (await store.games.get('T1', 'C1'))?.value.game ?? '';
  await wake();
  const people = Array.from({ length: players }, (_, index) => `U${index}`);
  await inTurns(people, (person) => ask(person, 'challenge-join', { g: game }));
  time += 40_000;
  await wake();
  await wake();

  const waits: number[] = [];
  const random = seeded('picks');
  let locked = 0;
  const began = performance.now();
  await inTurns(people, async (person) => {
    const start = performance.now();
    const p = letters[Math.floor(random() * letters.length)] ?? 'a';
    const reply = await ask(person, 'challenge-pick', { g: game, q: '0', p });
    waits.push(performance.now() - start);
    if (reply.outcome.kind === 'answer') locked += 1;
  });
  const seconds = (performance.now() - began) / 1_000;
  time += 121_000;
  const closing = performance.now();
  await wake();
  const closed = performance.now() - closing;
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  if (locked !== players) throw new Error(`Only ${locked} of ${players} presses were taken.`);
  waits.sort((a, b) => a - b);
  const at = (share: number) => (waits[Math.floor(waits.length * share)] ?? 0).toFixed(1);
  return `  ${String(players).padStart(5)} players: ${(players / seconds).toFixed(0).padStart(6)} presses/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; counting and showing the answer ${closed.toFixed(0)} ms`;
}

async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const open = [...all];
  const next = async () => {
    for (let one = open.shift(); one !== undefined; one = open.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** The same number of conditional writes by node:sqlite alone, each with a commit of its own. */
function bare(writes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'simile-bench-'));
  const database = new DatabaseSync(join(folder, 'bare.db'));
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE answers (id TEXT PRIMARY KEY, value TEXT, version INTEGER)',
  );
  const insert = database.prepare('INSERT INTO answers VALUES (?, ?, 1) ON CONFLICT DO NOTHING');
  const began = performance.now();
  for (let index = 0; index < writes; index += 1) insert.run(`g/0/U${index}`, '{"pick":"a","at":1}');
  const seconds = (performance.now() - began) / 1_000;
  database.close();
  rmSync(folder, { recursive: true, force: true });
  return `  node:sqlite alone, one write and one commit a press: ${(writes / seconds).toFixed(0)} writes/s`;
}

const quiet: Poster = {
  post: async (_to, _answer, { key }) => ({ kind: 'sent', message: key }),
  update: async (_to, message) => ({ kind: 'sent', message }),
  tell: async () => ({ kind: 'sent', message: '' }),
};
