import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { StoreAddress } from '../../adapters/server/settings.ts';
import { openStore } from '../../adapters/server/store.ts';
import { seeded } from '../../src/quiz/shuffle.ts';
import { startDynamodb } from '../kit/dynamodb.ts';
import type { ToRoom, ToWorker } from './quiz/messages.ts';
import { recount } from './quiz/recount.ts';
import { type Channel, makeChannels, type Press, planPresses, WORKSPACE } from './quiz/room.ts';

const HELP = `npm run chaos -- quiz [--games 200] [--store sqlite|dynamodb|both] [--seed text] [--speed n]
Games at once, two processes on one store, each killed again and again; then every game is counted again.
The clock goes four times as fast as usual on SQLite, and at a quarter of it on the DynamoDB of this machine.`;

/** After so many milliseconds a run is given up, and what did not end is told. */
const MOST = 1_500_000;
const QUESTIONS = 3;
const SECONDS = 10;

/** @throws when anything acknowledged was lost, counted twice, or a game did not end */
export async function chaos(options: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      games: { type: 'string', default: '200' },
      store: { type: 'string', default: 'both' },
      seed: { type: 'string', default: 'simile' },
      speed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const games = Number(values.games);
  const folder = mkdtempSync(join(tmpdir(), 'simile-chaos-'));
  try {
    if (values.store !== 'dynamodb') {
      await play(
        { kind: 'sqlite', path: join(folder, 'simile.db') },
        games,
        values.seed,
        Number(values.speed ?? 4),
      );
    }
    if (values.store !== 'sqlite') {
      const dynamodb = await startDynamodb();
      Object.assign(process.env, {
        AWS_ENDPOINT_URL: dynamodb.endpoint,
        AWS_REGION: 'local',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      });
      await dynamodb.create('simile');
      await play({ kind: 'dynamodb', table: 'simile' }, games, values.seed, Number(values.speed ?? 0.25));
      await dynamodb.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Worker {
  process: ChildProcess;
  ready: boolean;
}

async function play(address: StoreAddress, games: number, seed: string, speed: number): Promise<void> {
  const random = seeded(seed);
  const began = Date.now();
  const now = () => Math.floor(began + (Date.now() - began) * speed);
  const channels = makeChannels(games, random);
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  const presses: Press[] = [];
  const open = new Map<number, { worker: Worker; press?: Press }>();
  const posts = new Map<string, number>();
  const faults: string[] = [];
  let asked = 0;
  let kills = 0;
  let finished = false;

  const workers = [boot(), boot()];
  await until(() => workers.every(({ ready }) => ready));
  const starting = channels.map(async (channel) => {
    await wait(random() * 5_000);
    start(channel);
  });
  const killing = killAgainAndAgain();
  await Promise.all(starting);

  const store = openStore(address, now);
  for (let quiet = 0; quiet < 3; ) {
    await sleep(500);
    const kept = await Promise.all(channels.map(({ id }) => store.games.get(WORKSPACE, id)));
    for (const [index, game] of kept.entries()) {
      const channel = channels[index];
      // A start that died with its process is tried again, as people do.
      if (!game && channel) start(channel);
    }
    const over = kept.filter((game) => game?.value.stage.kind === 'over' && game.value.stage.told).length;
    quiet = over === games ? quiet + 1 : 0;
    if (Date.now() - began > MOST) break;
  }
  finished = true;
  await killing;
  for (const worker of workers) worker.process.kill('SIGKILL');
  const result = await recount(store, channels, presses, now());
  await store.close();

  const twice = [...posts.values()].reduce((sum, times) => sum + times - 1, 0);
  const told = (what: Press['told']) => presses.filter((press) => press.told === what).length;
  console.log(
    [
      `${address.kind}: ${result.ended} of ${result.games} games ended in ${((Date.now() - began) / 1000).toFixed(0)} s (clock x${speed}, seed "${seed}"), ${kills} processes killed`,
      `  ${presses.length} presses: ${result.acknowledged} acknowledged, ${told('refused')} refused, ${told('unanswered')} unanswered; ${result.counted} answers counted`,
      `  ${posts.size} messages, ${twice} of them posted once more after a kill; ${faults.length} failures inside`,
      `  violations: ${result.violations.length}`,
      ...result.violations.slice(0, 10).map((violation) => `    ${violation}`),
      ...[...new Set(faults)].slice(0, 5).map((what) => `    ${what}`),
    ].join('\n'),
  );
  if (result.violations.length > 0) process.exitCode = 1;

  function wait(milliseconds: number): Promise<void> {
    return sleep(milliseconds / speed);
  }

  function boot(): Worker {
    const where = address.kind === 'sqlite' ? address.path : address.kind === 'dynamodb' ? address.table : '';
    const file = join(import.meta.dirname, 'quiz/worker.ts');
    const child = fork(file, [address.kind, where, String(began), String(speed)]);
    const worker: Worker = { process: child, ready: false };
    child.on('message', (message: ToRoom) => hear(worker, message));
    child.on('error', (cause) => faults.push(`process: ${cause.message}`));
    return worker;
  }

  function hear(worker: Worker, message: ToRoom): void {
    if (message.kind === 'ready') worker.ready = true;
    if (message.kind === 'fault') faults.push(message.what);
    if (message.kind === 'told') {
      const press = open.get(message.id)?.press;
      open.delete(message.id);
      if (press) Object.assign(press, { told: message.told, answered: Date.now() });
    }
    if (message.kind !== 'post') return;
    const before = posts.get(message.key) ?? 0;
    posts.set(message.key, before + 1);
    send(worker, { kind: 'taken', id: message.id });
    const channel = byId.get(message.channel);
    if (!channel || before > 0) return;
    if (message.lobby !== undefined) void gather(channel, message.lobby);
    if (message.asked) void answer(channel, message.asked);
  }

  function send(worker: Worker, message: ToWorker): void {
    if (worker.process.connected) worker.process.send(message, () => {});
  }

  function ask(
    person: string,
    channel: Channel,
    command: string,
    given: Record<string, string>,
    press?: Press,
  ): void {
    const alive = workers.filter(({ ready }) => ready);
    const worker = alive[Math.floor(random() * alive.length)];
    asked += 1;
    if (!worker) return;
    open.set(asked, { worker, ...(press ? { press } : {}) });
    send(worker, { kind: 'ask', id: asked, person, channel: channel.id, command, options: given });
  }

  function start(channel: Channel): void {
    ask(channel.starter, channel, 'challenge', { questions: String(QUESTIONS), seconds: String(SECONDS) });
  }

  async function gather(channel: Channel, game: string): Promise<void> {
    await Promise.all(
      channel.players.map(async (person) => {
        await wait(random() * 4_000);
        ask(person, channel, 'challenge-join', { g: game });
      }),
    );
    await wait(4_000);
    ask(channel.starter, channel, 'challenge-start', { g: game });
  }

  async function answer(channel: Channel, { game, index }: { game: string; index: number }): Promise<void> {
    await Promise.all(
      planPresses(channel.players, index, SECONDS, random).map(async (plan) => {
        await wait(plan.delay);
        const { person, pick } = plan;
        const press: Press = {
          game,
          channel: channel.id,
          person,
          index: plan.index,
          pick,
          told: 'unanswered',
          sent: Date.now(),
          answered: Number.POSITIVE_INFINITY,
        };
        presses.push(press);
        ask(person, channel, 'challenge-pick', { g: game, q: String(plan.index), p: pick }, press);
      }),
    );
  }

  async function killAgainAndAgain(): Promise<void> {
    while (!finished) {
      await wait(8_000 + random() * 16_000);
      if (finished || !workers.every(({ ready }) => ready)) continue;
      const index = Math.floor(random() * workers.length);
      workers[index]?.process.kill('SIGKILL');
      kills += 1;
      workers[index] = boot();
    }
  }

  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await sleep(50);
  }
}
