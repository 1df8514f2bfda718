import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { seeded } from '../../kit/random.ts';
import { type Pace, timeAt } from './clock.ts';
import { plantFaults } from './faults.ts';
import { keepProcesses } from './processes.ts';
import { judge, type Verdict } from './verdict.ts';
import { type ChaosWorld, openWorld } from './world.ts';

export interface ChaosSettings {
  seed: number;
  store: 'sqlite' | 'dynamodb';
  days: number;
  /** Channels on each platform. */
  channels: number;
  processes: number;
  /** How much faster than real time it goes while something is due. */
  speed: number;
  /** How many times longer than usual a process lives. */
  lives: number;
  /** How often a process looks for what is due, in milliseconds of real time. */
  wakeEvery: number;
  /** No new day is begun after so many seconds of real time. */
  seconds: number;
}

export interface ChaosResult extends Verdict {
  days: number;
  kills: number;
  stops: number;
  faults: number;
  realSeconds: number;
}

const START = Date.parse('2026-10-23T05:00:00Z');
const DAY = 86_400_000;
/** How often all processes die in the moment in which a message arrives, before any of them hears of it. */
const KILLED_IN_BETWEEN = 0.03;
/** Longer pauses than this are left out, up to so shortly before their end, in simulated milliseconds. */
const WAITED_FOR = 4_000;
const LEAD = 1_000;

/** Several processes of the bot on one store, killed at random, before platforms on which much goes wrong. */
export async function runChaos(settings: ChaosSettings): Promise<ChaosResult> {
  const random = seeded(settings.seed);
  let pace: Pace = { simulated: START, real: Date.now(), speed: settings.speed };
  const world = await openWorld(() => pace, settings, random);
  const program = await bundle(world.folder);
  const begun = Date.now();
  const now = () => timeAt(pace);
  const planted = plantFaults(world, random);
  const processes = keepProcesses({
    atWork: settings.processes,
    lives: settings.lives,
    program,
    environment: { ...world.environment, NODE_COMPILE_CACHE: join(world.folder, 'compiled') },
    random,
    pace: () => pace,
  });
  const arrived = () => {
    if (random() < KILLED_IN_BETWEEN) processes.killAll();
  };
  const unwatch = [watchSlack(world, arrived), watchDiscord(world, arrived)];

  let end = START + settings.days * DAY;
  while (now() < end) {
    await sleep(settings.wakeEvery);
    const looked = now();
    const due = await nextDue(world, looked).catch(() => undefined);
    // The store fails whoever asks.
    if (!due) continue;
    const { post, subscription } = due;
    const next = Math.min(end, post ?? end, subscription ?? end);
    if (next - now() < WAITED_FOR || processes.busy()) continue;
    if (post === undefined && Date.now() - begun > settings.seconds * 1_000) end = looked;
    // Nothing is under way: what is left is waiting, so go to shortly before the next.
    pace = { ...pace, simulated: next - LEAD, real: Date.now() };
    processes.tell(pace);
  }
  await processes.end();
  planted.stop();
  for (const stop of unwatch) stop();
  const { lives } = processes;
  const verdict = await judge(world, { lives, faults: planted.slack }, START, end);
  await world.close();
  return {
    ...verdict,
    days: Math.ceil((end - START) / DAY),
    kills: lives.filter(({ killed }) => killed !== undefined).length,
    stops: lives.flatMap(({ stops }) => stops).length,
    faults: planted.count(),
    realSeconds: Math.round((Date.now() - begun) / 1000),
  };
}

/** One file of a process's program: it starts in a fraction of the time that its modules take. */
async function bundle(folder: string): Promise<string> {
  const outfile = join(folder, 'bot.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'bot.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    banner: { js: "const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
    external: ['zlib-sync', 'bufferutil', 'utf-8-validate', 'erlpack'],
    logLevel: 'warning',
  });
  return outfile;
}

/** When the clock must next look at a post and at a subscription, if it must within a day. */
async function nextDue({ store }: ChaosWorld, now: number) {
  // In this order: what is planned between the two readings is in one of them.
  const [subscription] = await store.subscriptions.due(now + DAY, 1);
  const [post] = await store.posts.due(now + DAY, 1);
  return { post: post?.dueAt, subscription: subscription?.dueAt };
}

function watchSlack({ slack }: ChaosWorld, arrived: () => void): () => void {
  let seen = 0;
  return slack.subscribe(() => {
    const count = slack.workspace.channels.reduce((sum, channel) => sum + channel.messages.length, 0);
    if (count > seen) arrived();
    seen = count;
  });
}

function watchDiscord({ discord }: ChaosWorld, arrived: () => void): () => void {
  return discord.onChange(({ kind }) => {
    if (kind === 'message') arrived();
  });
}
