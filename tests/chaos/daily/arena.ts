import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../../kit/random.ts';
import { type Pace, timeAt } from './clock.ts';
import { dueTimes, judge, type Mishap, type Verdict } from './verdict.ts';
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
}

export interface ChaosResult extends Verdict {
  kills: number;
  stops: number;
  faults: number;
  realSeconds: number;
}

const START = Date.parse('2026-10-23T05:00:00Z');
const DAY = 86_400_000;
/** How often something is done to a message on its way. */
const FAULTY = 0.3;
/** How often a process ends in the moment in which a message arrives, before it hears of it. */
const KILLED_IN_BETWEEN = 0.15;

/** Several processes of the bot on one store, killed at random, before platforms on which much goes wrong. */
export async function runChaos(settings: ChaosSettings): Promise<ChaosResult> {
  const random = seeded(settings.seed);
  let pace: Pace = { simulated: START, real: Date.now(), speed: settings.speed };
  const world = await openWorld(() => pace, settings.store, settings.channels);
  const begun = Date.now();
  const end = START + settings.days * DAY;
  const mishaps: Mishap[] = [];
  const now = () => timeAt(pace);
  const befall = (what: Mishap['what'], channel?: string) =>
    mishaps.push({ at: now(), what, ...(channel === undefined ? {} : { channel }) });
  const ended = new AbortController();
  const processes = new Set<ChildProcess>();

  function kill(child: ChildProcess): void {
    if (child.kill('SIGKILL')) befall('killed');
  }

  /** One place for a process: whenever the one in it ends, the next is started. */
  async function keep(): Promise<void> {
    while (!ended.signal.aborted) {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'bot.ts')], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: { ...process.env, ...world.environment, CHAOS_ORDERS: orders() },
      });
      const gone = new Promise((resolve) => child.once('exit', resolve));
      processes.add(child);
      await Promise.race([new Promise((resolve) => child.once('message', resolve)), gone]);
      child.send?.(pace, () => {});
      await Promise.race([disturb(child), gone]);
      kill(child);
      await gone;
      processes.delete(child);
    }
  }

  function orders(): string {
    return JSON.stringify({ pace, settings: world.settings, store: world.address, catalog: world.catalog });
  }

  /** Lets a process live for a while, standing still now and then. */
  async function disturb(child: ChildProcess): Promise<void> {
    const life = 400 + random() * 4_000;
    if (random() < 0.3) {
      await sleep(life * random());
      child.kill('SIGSTOP');
      befall('stopped');
      await sleep(random() * 2_000);
      child.kill('SIGCONT');
    }
    await sleep(life, undefined, { signal: ended.signal }).catch(() => {});
  }

  plantFaults(world, random, befall);
  const anybody = () => {
    const all = [...processes];
    const one = all[Math.floor(random() * all.length)];
    if (one && random() < KILLED_IN_BETWEEN) kill(one);
  };
  const unwatch = [watchSlack(world, anybody), watchDiscord(world, anybody)];

  const places = Array.from({ length: settings.processes }, keep);
  const due = world.channels.flatMap((channel) => dueTimes(channel, START, end)).map(({ at }) => at);
  while (now() < end) {
    await sleep(250);
    const looked = now();
    if (!(await settled(world, looked))) continue;
    // Looking takes a while: what came due meanwhile is next.
    const next = Math.min(end, ...due.filter((at) => at > looked));
    // Nothing is under way: go to shortly before the next.
    if (next - now() > 60_000) {
      pace = { ...pace, simulated: next === end ? end : next - 10_000, real: Date.now() };
      for (const child of processes) if (child.connected) child.send(pace, () => {});
    }
  }
  ended.abort();
  for (const child of processes) child.kill('SIGKILL');
  await Promise.all(places);
  for (const stop of unwatch) stop();
  const verdict = await judge(world, mishaps, START, end);
  const count = (what: Mishap['what']) => mishaps.filter((one) => one.what === what).length;
  await world.close();
  return {
    ...verdict,
    kills: count('killed'),
    stops: count('stopped'),
    faults: count('fault'),
    realSeconds: Math.round((Date.now() - begun) / 1000),
  };
}

/** Whether nothing is due and no post is on its way. */
async function settled({ store }: ChaosWorld, now: number): Promise<boolean> {
  const [posts, subscriptions] = [await store.posts.due(now + DAY, 1), await store.subscriptions.due(now, 1)];
  return posts.length === 0 && subscriptions.length === 0;
}

type Befall = (what: 'fault', channel: string) => void;

/** Answers go wrong in every way there is: refused, cut and unanswered, before the work is done and after. */
function plantFaults({ slack, discord }: ChaosWorld, random: () => number, befall: Befall): void {
  slack.fail(({ method, args }) => {
    if (method !== 'chat.postMessage' || random() > FAULTY) return undefined;
    befall('fault', String(args.channel));
    const moment = random() < 0.5 ? 'before' : 'after';
    const kind = random();
    if (kind < 0.4) return { status: 429, retryAfter: Math.ceil(random() * 30) };
    if (kind < 0.6) return { status: 500 };
    return kind < 0.9 ? { cut: moment } : { silent: moment };
  }, Number.POSITIVE_INFINITY);
  const path = /^\/channels\/(\d+)\/messages/;
  const next = (): void => {
    const kinds = ['cut', 'lost', 'silence'] as const;
    const kind = random();
    const fault =
      kind < 0.3
        ? ({ kind: 'rate-limit', retryAfter: Math.ceil(random() * 30) } as const)
        : kind < 0.6
          ? ({ kind: 'server-error' } as const)
          : ({ kind: kinds[Math.floor(random() * kinds.length)] ?? 'cut' } as const);
    if (random() < FAULTY) {
      discord.fail({ fault, method: 'POST', path });
      befall('fault', 'discord');
    }
  };
  discord.onChange(({ kind }) => {
    if (kind === 'message') next();
  });
  next();
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
