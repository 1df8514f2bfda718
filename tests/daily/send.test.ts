import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { counting } from '../../adapters/server/observed.ts';
import { openSqlite } from '../../adapters/sqlite/engine.ts';
import { setUp } from '../../src/daily/manage.ts';
import { postId } from '../../src/daily/place.ts';
import { dutiesOf } from '../../src/duties.ts';
import type { Delivery, Poster } from '../../src/ports.ts';
import { createStore, type Engine, type Store } from '../../src/store.ts';
import { bot } from '../content.ts';

/** One channel's post of Monday, 23 November 2026, at nine. */
const NINE = Date.parse('2026-11-23T09:00:00Z');
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const PLACE = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const;

let now: number;
let engine: Engine;
let store: Store;
/** What was asked of the world, in order. */
let asked: string[];
let counted: string[];
beforeEach(async () => {
  now = NINE - HOUR;
  asked = [];
  counted = [];
  engine = openSqlite(':memory:', () => now);
  store = createStore(engine, () => now);
  const wishes = { zone: 'UTC', time: 540, weekdays: [1] };
  await setUp(store, PLACE, { id: 'U1', manages: true }, wishes, now);
});
afterEach(() => engine.close());

/** A process of the bot, before a platform that answers so; it may die at a moment, which is never to answer. */
function start(
  answer: () => Delivery,
  {
    diesAt = () => false,
    heldBack = () => 0,
  }: { diesAt?: (step: string) => boolean; heldBack?: () => number } = {},
) {
  const never = new Promise<never>(() => {});
  const step = async <T>(what: string, work: () => Promise<T> | T): Promise<T> => {
    asked.push(what);
    if (diesAt(`before ${what}`)) return never;
    const done = await work();
    return diesAt(`after ${what}`) ? never : done;
  };
  const watched: Engine = {
    ...engine,
    get: (...of) => step(`read ${of[0]}`, () => engine.get(...of)),
    list: (...of) => step(`read ${of[0]}`, () => engine.list(...of)),
    save: (...of) => step(`write ${of[0]} ${stateOf(of[1].value)}`, () => engine.save(...of)),
  };
  const poster: Poster = {
    post: () => step('request', answer),
    heldBack,
    update: async () => ({ kind: 'failed' }),
    tell: async () => ({ kind: 'failed' }),
  };
  const simile = bot(undefined, { store: createStore(watched, () => now) });
  simile.posters.slack = poster;
  const log = counting(
    () => {},
    (name, value, labels) => {
      if (name === 'simile_daily_posts_total') counted.push(`${value} ${Object.values(labels).join(' ')}`);
    },
  );
  const duties = dutiesOf(simile, () => now, log);
  return async () => {
    for (const duty of duties) {
      void duty.run(now, { limit: 10, onError: () => {} });
      for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

function stateOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'state' in value ? String(value.state) : '';
}

const sent = (): Delivery => ({ kind: 'sent', message: '1' });
const post = async () => (await store.posts.get('T1', postId('C1', '2026-11-23')))?.value;
const requests = () => asked.filter((what) => what === 'request').length;

describe('A daily post on its way', () => {
  test('GIVEN a post that is due WHEN it is sent THEN its claim is the last thing before the request, and its end the first behind it', async () => {
    const wake = start(sent);
    now = NINE;
    await wake();
    const at = asked.indexOf('request');
    expect(asked.slice(at - 1, at + 2)).toEqual(['write posts sending', 'request', 'write posts sent']);
    expect(counted).toEqual(['1 slack sent']);
  });

  test('GIVEN a process that dies at any moment WHEN another follows THEN the channel has its post once; and it is doubtful only if it died between its claim and its end', async () => {
    const whole = start(sent);
    now = NINE;
    await whole();
    const moments = asked.flatMap((_, index) => ['before', 'after'].map((side) => ({ index, side })));
    const claim = asked.indexOf('write posts sending');
    const end = asked.indexOf('write posts sent');
    expect(moments.length).toBeGreaterThan(10);
    for (const { index, side } of moments) {
      await store.purge('T1');
      now = NINE - HOUR;
      await setUp(store, PLACE, { id: 'U1', manages: true }, { zone: 'UTC', time: 540, weekdays: [1] }, now);
      asked = [];
      counted = [];
      const dying = start(sent, {
        diesAt: (step) => asked.length === index + 1 && step.startsWith(side),
      });
      now = NINE;
      await dying();
      const next = start(sent);
      for (let round = 0; round < 5; round += 1, now += 20 * SECOND) await next();
      const claimed = index > claim || (index === claim && side === 'after');
      const ended = index > end || (index === end && side === 'after');
      const doubted = claimed && !ended;
      expect(await post(), `${side} ${index}`).toMatchObject({ state: doubted ? 'doubtful' : 'sent' });
      expect(requests()).toBe(index === claim && side === 'after' ? 0 : 1);
      if (doubted) expect(counted).toEqual(['1 slack doubtful']);
    }
  });

  test('GIVEN a poster that holds back WHEN a post is due THEN it is not even claimed, and goes out when it may', async () => {
    const wake = start(sent, { heldBack: () => Math.max(0, NINE + 7 * SECOND - now) });
    now = NINE;
    await wake();
    expect(await post()).toMatchObject({ state: 'waiting', tries: 0 });
    expect(requests()).toBe(0);
    now = NINE + 6 * SECOND;
    await wake();
    expect(asked).not.toContain('write posts sending');
    now = NINE + 8 * SECOND;
    await wake();
    expect(await post()).toMatchObject({ state: 'sent', tries: 1 });
  });

  test.each(['closed', 'revoked'] as const)(
    'GIVEN a channel that is %s to the bot WHEN a post is due THEN it is counted as refused, and no other is planned',
    async (kind) => {
      const wake = start(() => ({ kind }));
      now = NINE;
      await wake();
      expect(counted).toEqual(['1 slack refused']);
      expect((await store.subscriptions.get('T1', 'C1'))?.value.paused).toBe(kind);
    },
  );

  test('GIVEN a post that is due WHEN it was turned off meanwhile THEN it is dropped, which is no refusal', async () => {
    const wake = start(sent);
    now = NINE;
    await store.subscriptions.remove('T1', 'C1', (await store.subscriptions.get('T1', 'C1'))?.version ?? 0);
    await wake();
    expect(requests()).toBe(0);
    expect(counted.filter((line) => !line.endsWith('dropped'))).toEqual([]);
  });

  test('GIVEN a platform that fails on and on WHEN hours go by THEN it is tried later and later, and given up after three', async () => {
    const wake = start(() => ({ kind: 'failed' }));
    const tried: number[] = [];
    for (now = NINE; now < NINE + 5 * HOUR; now += 5 * SECOND) {
      const before = requests();
      await wake();
      if (requests() > before) tried.push(now);
    }
    expect(await post()).toMatchObject({ state: 'missed', tries: tried.length });
    expect(counted).toEqual(['1 slack missed']);
    expect(tried.length).toBeLessThan(40);
    expect(Math.max(...tried)).toBeLessThanOrEqual(NINE + 3 * HOUR);
    const pauses = tried.slice(1).map((time, index) => time - (tried[index] ?? 0));
    expect(Math.max(...pauses)).toBeGreaterThan(5 * 60 * SECOND);
  });
});
