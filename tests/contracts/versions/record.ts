import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '../../../adapters/sqlite/engine.ts';
import type { Invocation } from '../../../src/commands/command.ts';
import { dutiesOf } from '../../../src/duties.ts';
import type { Poster } from '../../../src/ports.ts';
import { decodeAction, encodeAction } from '../../../src/replies/encoding.ts';
import type { Part } from '../../../src/replies/reply.ts';
import { createStore, kindNames } from '../../../src/store.ts';
import { bot } from '../../content.ts';
import { seeded } from '../../kit/random.ts';

/**
 * Writes down what this version puts into buttons and into the store, for every later one to read:
 * `node tests/contracts/versions/record.ts 1 && npx biome format --write tests/contracts`. Run once for a release.
 */
const [version = ''] = process.argv.slice(2);

/** Most records of a kind that are written down. */
const EACH_KIND = 2;
/** What would take away what is to be recorded. */
const NOT_PRESSED = new Set(['daily', 'forget-me', 'challenge-stop', 'duel-decline']);

/** Options whose values are words of ours. */
const WORDS = new Set(['do', 'of', 'period', 'me', 'sure']);
/** Where one press leads to the next question, and so to buttons of another kind in the end. */
const LEADS_ON = /^(quiz|duel)-/;

let time = Date.parse('2026-11-23T08:59:00Z');
const now = () => time;
const engine = await openSqlite(':memory:', now);
const simile = bot('https://github.com/example/simile', {
  store: createStore(engine, now),
  random: seeded(1),
});
const actions = new Map<string, string>();
const pressed = new Set<string>();
const ahead: { encoded: string; person: string }[] = [];

/** What a button does, whatever it does it to. */
function shapeOf({ command, options }: { command: string; options: Record<string, string> }): string {
  const said = Object.entries(options).map(([name, value]) => (WORDS.has(name) ? `${name}=${value}` : name));
  return `${command}?${said.sort()}`;
}

function collect(parts: readonly Part[], people: readonly string[]): void {
  for (const part of parts) {
    if (part.kind !== 'actions') continue;
    for (const action of part.actions) {
      if ('url' in action) continue;
      const encoded = encodeAction(action);
      const shape = shapeOf(action);
      const isNew = !actions.has(shape);
      if (isNew) actions.set(shape, encoded);
      if (NOT_PRESSED.has(action.command) || !(isNew || LEADS_ON.test(action.command))) continue;
      for (const person of people) {
        if (!pressed.has(`${person} ${encoded}`)) ahead.push({ encoded, person });
        pressed.add(`${person} ${encoded}`);
      }
    }
  }
}

async function ask(command: string, options: Record<string, string>, person: string): Promise<void> {
  const invocation: Invocation = {
    id: `${person}-${time}`,
    command,
    options,
    person: { id: person, manages: true, zone: 'Europe/Berlin' },
    place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    at: time,
  };
  collect((await simile.respond(invocation)).parts, [person]);
}

const take: Poster['tell'] = async (_to, _person, { parts }) => {
  collect(parts, ['U1', 'U2']);
  return { kind: 'sent', message: '1.1' };
};
simile.posters.slack = {
  post: (to, answer) => take(to, '', answer),
  update: (to, _message, answer) => take(to, '', answer),
  tell: take,
};
const duties = dutiesOf(simile, now, () => {});
async function pass(milliseconds: number): Promise<void> {
  time += milliseconds;
  for (const duty of duties) {
    await duty.run(time, { limit: 100, onError: () => {} });
    await duty.settled?.();
  }
}

for (const [command, options] of [
  ['daily', { do: 'on 10:00' }],
  ['explain', { concept: 'lambda' }],
  ['explain', { concept: 'zebra crossing' }],
  ['explain-message', { text: 'put a load balancer before the pods' }],
  ['compare', { first: 'container', second: 'virtual machine' }],
  ['topics', {}],
  ['topics', { topic: 'containers' }],
  ['help', {}],
  ['quiz', {}],
  ['challenge', { seconds: '20' }],
  ['duel', { opponent: 'U2' }],
  ['leaderboard', {}],
  ['me', {}],
  ['forget-me', {}],
  ['daily', {}],
] as const)
  await ask(command, options, 'U1');
for (let step = 0; step < 120; step += 1) {
  await pass(1_000);
  for (const { encoded, person } of ahead.splice(0)) {
    const action = decodeAction(encoded);
    if (action) await ask(action.command, action.options, person);
  }
}
const records = [];
for (const kind of kindNames)
  for (const record of (await engine.walk(kind, EACH_KIND)).records) records.push({ kind, ...record });
await engine.close();
const sorted = [...actions.values()].sort();
writeFileSync(
  join(import.meta.dirname, `${version}.json`),
  `${JSON.stringify({ actions: sorted, records }, null, 2)}\n`,
);
console.log(
  `${sorted.length} actions, ${records.length} records of ${new Set(records.map(({ kind }) => kind)).size} kinds`,
);
