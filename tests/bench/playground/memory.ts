import type { Act } from '../../../adapters/playground/act.ts';
import { startPlayground } from '../../../adapters/playground/main.ts';
import type { Shown } from '../../../adapters/playground/shown.ts';

const MESSAGES = 10_000;
const EVERY = 1_000;
/** How many messages fill what is remembered before growth counts. */
const WARM = 3_000;
/** More than this over the rest is growth, in KiB. */
const MOST = 1_024;

const playground = await startPlayground({ port: 0, log: () => {} });
const { address } = playground;

async function act(person: string, what: Act): Promise<void> {
  const response = await fetch(`${address}/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ person, act: what }),
  });
  if (!response.ok) throw new Error(`${what.kind}: ${await response.text()}`);
  await response.arrayBuffer();
}

async function look(person: string): Promise<Shown> {
  const response = await fetch(`${address}/shown?person=${person}`);
  const shown: Shown = JSON.parse(await response.text());
  return shown;
}

const questions = [
  'lambda',
  'what is a container?',
  'ecs vs eks',
  'kubernets',
  'CD',
  'zebra crossing paint',
  's3',
];
const people = ['ada', 'bo', 'cleo'];
const { slack, discord } = await look('ada');
const direct = Object.fromEntries(
  await Promise.all(
    people.map(async (person) => {
      const seen = await look(person);
      return [person, seen.slack.channels.find(({ kind }) => kind === 'direct')?.id ?? ''] as const;
    }),
  ),
);

/** Every way to ask, in turn. */
async function message(index: number): Promise<void> {
  const person = people[index % people.length] ?? 'ada';
  const text = questions[index % questions.length] ?? '';
  switch (index % 5) {
    case 0:
      return act(person, { kind: 'slack.type', channel: slack.open, text: `/explain ${text}` });
    case 1:
      return act(person, {
        kind: 'discord.slash',
        channel: discord.open,
        name: 'explain',
        options: { concept: text },
      });
    case 2:
      return act(person, { kind: 'slack.type', channel: slack.open, text: `@simile ${text}` });
    case 3:
      return act(person, { kind: 'slack.type', channel: direct[person] ?? '', text });
    default: {
      await act(person, {
        kind: 'discord.complete',
        channel: discord.open,
        name: 'explain',
        options: { concept: text.slice(0, 4) },
        focused: 'concept',
      });
      return act(person, { kind: 'discord.say', channel: discord.open, text });
    }
  }
}

function heap(): number {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1024);
}

const points: { messages: number; kib: number }[] = [];
const begin = performance.now();
for (let sent = 1; sent <= MESSAGES; sent += 1) {
  await message(sent);
  if (sent % EVERY !== 0) continue;
  await playground.slack.idle();
  points.push({ messages: sent, kib: heap() });
}
const seconds = (performance.now() - begin) / 1000;
console.log(`${MESSAGES} messages in ${seconds.toFixed(1)} s, ${Math.round(MESSAGES / seconds)} a second.`);
console.log('Heap after a collection, KiB:');
for (const { messages, kib } of points) console.log(`  ${String(messages).padStart(6)}  ${kib}`);
const warm = points.filter(({ messages }) => messages >= WARM).map(({ kib }) => kib);
const mean = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
// What is remembered is cut in steps, so single points go up and down: the first three beside the last three.
const growth = Math.round(mean(warm.slice(-3)) - mean(warm.slice(0, 3)));
console.log(`From message ${WARM} to ${MESSAGES}, means of three: ${growth} KiB (at most ${MOST}).`);
await playground.stop();
if (growth > MOST) process.exitCode = 1;
