import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSqlite } from '../../adapters/sqlite/engine.ts';
import { setUp } from '../../src/daily/manage.ts';
import { postId } from '../../src/daily/place.ts';
import { nextOccurrence } from '../../src/daily/schedule.ts';
import type { Duty } from '../../src/due.ts';
import { dutiesOf } from '../../src/duties.ts';
import type { Clock, Delivery, Poster } from '../../src/ports.ts';
import { createStore, type Engine, type Store } from '../../src/store.ts';
import { bot } from '../content.ts';
import { seeded } from '../kit/random.ts';

/**
 * Several processes of the bot on one store, with platforms and a store on which everything goes wrong, in simulated
 * time: connections break before and after the message is there, processes die at every await, the host is down.
 * All of it follows from the seed.
 */

const START = Date.parse('2026-10-22T06:00:00Z');
const SECOND = 1_000;
const HOUR = 3_600_000;
const DAYS = 6;

const channels = [
  { platform: 'slack', channel: 'C1', zone: 'Europe/Berlin', time: 570 },
  { platform: 'slack', channel: 'C2', zone: 'Asia/Kolkata', time: 780 },
  { platform: 'slack', channel: 'C3', zone: 'Europe/Berlin', time: 571 },
  { platform: 'discord', channel: '11', zone: 'Europe/Berlin', time: 570 },
  { platform: 'discord', channel: '12', zone: 'Africa/Lagos', time: 510 },
  { platform: 'discord', channel: '13', zone: 'Europe/London', time: 510 },
] as const;

interface Message {
  channel: string;
  key: string;
  at: number;
}

interface Chaos {
  messages: Message[];
  store: Store;
  deaths: number;
}

/** Never answers: whoever waits for it is dead. */
const never = new Promise<never>(() => {});

/** How often something goes wrong with one call: 0 for never. */
interface Odds {
  platform: number;
  store: number;
  death: number;
  /** The host is down for hours, once a day. */
  outage: number;
}

async function live(seed: number, odds: Odds): Promise<Chaos> {
  const random = seeded(seed);
  let now = START;
  const clock = () => now;
  const engine = openSqlite(':memory:', clock);
  const store = createStore(engine, clock);
  const messages: Message[] = [];
  let deaths = 0;
  for (const { platform, channel, zone, time } of channels)
    await setUp(
      store,
      { platform, workspace: 'W', channel },
      { id: 'U1', manages: true },
      { zone, time, weekdays: [1, 2, 3, 4, 5, 6, 7] },
      now,
    );

  let processes: Duty[][] = [];
  const boot = () => {
    const simile = bot(undefined, { store: createStore(flaky(engine, random, odds.store), clock), random });
    simile.posters.slack = flakyPoster(messages, clock, random, odds, 0, die);
    simile.posters.discord = flakyPoster(messages, clock, random, odds, 180 * SECOND, die);
    return dutiesOf(simile, clock, () => {});
  };
  function die(): Promise<never> {
    deaths += 1;
    processes = processes.map((duties, index) => (index === deaths % processes.length ? boot() : duties));
    return never;
  }
  processes = [boot(), boot(), boot()];

  const end = START + DAYS * 24 * HOUR;
  while (now < end) {
    const quiet = (await store.posts.due(now + 10 * 60 * SECOND, 1)).length === 0;
    const next = Math.min(
      ...channels.map(
        (one) => nextOccurrence({ ...one, weekdays: [1, 2, 3, 4, 5, 6, 7] }, now - 20 * SECOND).at,
      ),
    );
    // Nothing is to come for a while: sleep up to it, now and then too long.
    if (quiet && next > now) now = random() < odds.outage ? next + Math.floor(random() * 5 * HOUR) : next;
    else now += Math.ceil(random() * 8 * SECOND);
    for (let round = 0; round < 3; round += 1) {
      for (const duties of processes)
        for (const duty of duties) void duty.run(now, { limit: 50, onError: () => {} }).catch(() => {});
      for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { messages, store, deaths };
}

function flakyPoster(
  messages: Message[],
  now: Clock,
  random: () => number,
  odds: Odds,
  nonceFor: number,
  die: () => Promise<never>,
): Poster {
  const arrive = ({ channel }: { channel: string }, key: string) => {
    const known = messages.some(
      (one) => one.channel === channel && one.key === key && now() - one.at < nonceFor,
    );
    if (!known) messages.push({ channel, key, at: now() });
  };
  return {
    async post(to, _answer, { key }): Promise<Delivery> {
      const death = random() < odds.death;
      if (death && random() < 0.5) return die();
      if (random() < odds.platform) {
        const kind = Math.floor(random() * 5);
        if (kind === 0) return { kind: 'wait', milliseconds: random() * 60 * SECOND };
        if (kind === 1) return { kind: 'failed' };
        if (kind === 2) return { kind: 'doubtful' };
        arrive(to, key);
        if (kind === 3) return { kind: 'doubtful' };
        throw new Error('The connection broke.');
      }
      arrive(to, key);
      return death ? die() : { kind: 'sent', message: key };
    },
    update: async () => ({ kind: 'failed' }),
    tell: async () => ({ kind: 'failed' }),
  };
}

/** A store whose writes fail now and then, before they are done or after: the process cannot tell. */
function flaky(engine: Engine, random: () => number, odds: number): Engine {
  return {
    ...engine,
    async save(...asked) {
      const fails = random() < odds;
      if (fails && random() < 0.5) throw new Error('The store did not answer.');
      const saved = await engine.save(...asked);
      if (fails) throw new Error('The store did not answer.');
      return saved;
    },
  };
}

/** Every channel's day from the schedule alone, with the messages of it and what was kept of it. */
async function judge({ messages, store }: Chaos) {
  const found = { expected: 0, missing: 0, doubled: 0, wrongTime: 0, doubts: 0, missed: 0 };
  let explained = 0;
  for (const one of channels) {
    const schedule = { ...one, weekdays: [1, 2, 3, 4, 5, 6, 7] };
    let { day, at } = nextOccurrence(schedule, START);
    for (; at < START + DAYS * 24 * HOUR - 12 * HOUR; { day, at } = nextOccurrence(schedule, at, day)) {
      found.expected += 1;
      const due = at;
      const there = messages.filter(
        (message) => message.channel === one.channel && message.at >= due && message.at < due + 12 * HOUR,
      );
      const post = (await store.posts.get('W', postId(one.channel, day)))?.value;
      explained += there.length;
      found.doubled += Math.max(0, there.length - 1);
      found.wrongTime += there.filter((message) => message.at > due + 3 * HOUR + 60 * SECOND).length;
      if (post?.state === 'doubtful') found.doubts += 1;
      else if (post?.state === 'missed') found.missed += 1;
      else if (there.length === 0 || post?.state !== 'sent') found.missing += 1;
    }
  }
  return {
    ...found,
    unexpected: messages.filter((message) => message.at < START + (DAYS * 24 - 12) * HOUR).length - explained,
  };
}

describe('Exactly once', () => {
  test('GIVEN that nothing goes wrong WHEN days go by THEN every channel has every day once, without a doubt', async () => {
    const chaos = await live(1, { platform: 0, store: 0, death: 0, outage: 0 });
    expect(await judge(chaos)).toMatchObject({
      expected: 36,
      missing: 0,
      doubled: 0,
      wrongTime: 0,
      doubts: 0,
      missed: 0,
      unexpected: 0,
    });
  });

  test('GIVEN platforms that fail, a store that fails, processes that die and hosts that sleep WHEN days go by THEN no day is missing, doubled or at a wrong time', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.record({
          platform: fc.constantFrom(0, 0.2, 0.6),
          store: fc.constantFrom(0, 0.02, 0.1),
          death: fc.constantFrom(0, 0.1, 0.4),
          outage: fc.constantFrom(0, 0.3),
        }),
        async (seed, odds) => {
          const verdict = await judge(await live(seed, odds));
          expect(verdict).toMatchObject({ missing: 0, doubled: 0, wrongTime: 0, unexpected: 0 });
          if (odds.platform === 0 && odds.store === 0 && odds.death === 0) expect(verdict.doubts).toBe(0);
          if (odds.outage === 0 && odds.platform === 0 && odds.death === 0) expect(verdict.missed).toBe(0);
        },
      ),
      { numRuns: 12, seed: 20_261_122 },
    );
  });
});
