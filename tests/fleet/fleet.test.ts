import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Fleet,
  holds,
  LEASE,
  SKEW,
  shardsOf,
  surplus,
  tend,
  withoutMember,
  withoutShards,
  withSession,
} from '../../src/fleet.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');

function tended(fleet: Fleet | undefined, me: string, at = NOW, recommended = 1): Fleet {
  const next = tend(fleet, { me, at, recommended })?.fleet ?? fleet;
  if (!next) throw new Error('A first look saves something.');
  return next;
}

/** All processes look in turn, each giving up what it has too much of, until nothing changes. */
function settle(
  fleet: Fleet | undefined,
  members: readonly string[],
  at: number,
  recommended: number,
): Fleet {
  let now = tended(fleet, members[0] ?? '', at, recommended);
  for (let round = 0; round < 50; round += 1)
    for (const me of members) {
      now = tended(now, me, at, recommended);
      const given = shardsOf(now, me).slice(0, surplus(now, me, at));
      now = withoutShards(now, me, new Map(given.map((shard) => [shard, undefined])), at);
    }
  return now;
}

describe('The fleet', () => {
  test('GIVEN nobody WHEN a process comes THEN it holds every shard at once, and saves no more than it must', () => {
    const fleet = tended(undefined, 'a', NOW, 3);
    expect(shardsOf(fleet, 'a')).toEqual([0, 1, 2]);
    expect(tend(fleet, { me: 'a', at: NOW + 1_000, recommended: 3 })).toBeUndefined();
    expect(holds(tended(fleet, 'a', NOW + 5_000, 3), 2, 'a', NOW + 5_000 + LEASE - 1)).toBe(true);
  });

  test('GIVEN a holder WHEN it goes silent THEN its shard is left alone while clocks may differ, and then taken', () => {
    const fleet = tended(tended(undefined, 'a'), 'b');
    const end = NOW + LEASE;
    expect(holds(fleet, 0, 'a', end - 1)).toBe(true);
    expect(holds(fleet, 0, 'a', end)).toBe(false);
    expect(shardsOf(tended(fleet, 'b', end + SKEW - 1), 'b')).toEqual([]);
    expect(shardsOf(tended(fleet, 'b', end + SKEW), 'b')).toEqual([0]);
  });

  test('GIVEN a holder that gives up WHEN the other looks THEN it takes over at once and goes on with the session, and nobody else does', () => {
    const session = { sessionId: 's', resumeURL: 'wss://resume', sequence: 7 };
    const both = tended(tended(undefined, 'a'), 'b');
    const left = withoutMember(withoutShards(both, 'a', new Map([[0, session]]), NOW + 1), 'a');
    const taken = tend(left, { me: 'b', at: NOW + 2, recommended: 1 });
    expect(taken?.sessions).toEqual(new Map([[0, session]]));
    expect(JSON.stringify(taken?.fleet)).not.toContain('wss://');
    expect(tend(left, { me: 'b', at: NOW + 3_600_000, recommended: 1 })?.sessions.size).toBe(0);
  });

  test('GIVEN a number of shards all agree on WHEN Discord recommends more THEN it stays until nobody holds any', () => {
    const fleet = tended(undefined, 'a', NOW, 2);
    expect(tended(fleet, 'b', NOW, 4).shards).toHaveLength(2);
    const free = withoutShards(fleet, 'a', new Map([0, 1].map((shard) => [shard, undefined])), NOW);
    expect(tended(free, 'b', NOW, 4).shards).toHaveLength(4);
  });

  test('GIVEN sessions to begin WHEN they share a rate limit key THEN each waits its turn', () => {
    const waits: number[] = [];
    let fleet = tended(undefined, 'a', NOW, 4);
    for (const shard of [0, 1, 2, 3]) {
      const turn = withSession(fleet, shard, 2, NOW);
      waits.push(turn.wait);
      fleet = turn.fleet;
    }
    expect(waits).toEqual([0, 0, 5_500, 5_500]);
  });

  test('GIVEN any fleet WHEN processes come and go THEN shares settle, none more than one apart', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }), {
          minLength: 1,
          maxLength: 4,
        }),
        (count, generations) => {
          let fleet: Fleet | undefined;
          let at = NOW;
          for (const members of generations) {
            fleet = settle(fleet, members, at, count);
            // Those who are not in the next generation have died; they are known to be dead a while later.
            at += LEASE + SKEW;
            fleet = settle(fleet, members, at, count);
            const held = members.map((me) => shardsOf(fleet, me).length);
            expect(held.reduce((a, b) => a + b)).toBe(count);
            expect(Math.max(...held) - Math.min(...held)).toBeLessThanOrEqual(1);
            at += LEASE + SKEW;
          }
        },
      ),
    );
  });
});

/** A process of the simulation: its clock is `skew` off, and from time to time it is dead or frozen. */
interface Process {
  id: string;
  skew: number;
  /** What it last read or saved with success. */
  known: Fleet | undefined;
  dead: boolean;
  frozenUntil: number;
  /** A save on its way: what it changes, and the version it needs. */
  saving: { arrives: number; version: number; fleet: Fleet } | undefined;
  nextLook: number;
  /** Since when it has run without a break. */
  wellSince: number;
}

const STEP = 100;
const LOOK = 1_000;
/** A store's answer takes up to so long. */
const SLOWEST = 2_000;

const event = fc.record({
  at: fc.integer({ min: 0, max: 120 }).map((seconds) => seconds * 1_000),
  who: fc.integer({ min: 0, max: 2 }),
  what: fc.constantFrom('crash', 'freeze', 'start', 'leave'),
  seconds: fc.integer({ min: 1, max: 60 }),
});

/** Runs three processes on one record for three minutes; calls `look` after every step. */
function simulate(
  skews: readonly number[],
  count: number,
  latency: readonly number[],
  events: readonly { at: number; who: number; what: string; seconds: number }[],
  look: (time: number, processes: readonly Process[], record: Fleet | undefined) => void,
): void {
  let record: Fleet | undefined;
  let version = 0;
  let lives = 0;
  let calls = 0;
  const fresh = (skew: number, time: number): Process => {
    lives += 1;
    return {
      id: `p${lives}`,
      skew,
      known: undefined,
      dead: false,
      frozenUntil: 0,
      saving: undefined,
      nextLook: time,
      wellSince: time,
    };
  };
  const processes = skews.map((skew) => fresh(skew, 0));
  for (let time = 0; time < 180_000; time += STEP) {
    for (const { who, what, seconds } of events.filter((one) => one.at === time)) {
      const one = processes[who];
      if (!one) continue;
      if (what === 'start' && one.dead) processes[who] = fresh(one.skew, time);
      if (what === 'crash') one.dead = true;
      if (what === 'freeze' && !one.dead) one.frozenUntil = time + seconds * 1_000;
      if (what === 'leave' && !one.dead && time >= one.frozenUntil) {
        one.dead = true;
        if (record) {
          const all = new Map(shardsOf(record, one.id).map((shard) => [shard, undefined]));
          record = withoutMember(withoutShards(record, one.id, all, time + one.skew), one.id);
          version += 1;
        }
      }
    }
    for (const one of processes) {
      // What was sent arrives whatever became of the sender, who hears of it when it can.
      if (one.saving && one.saving.arrives <= time) {
        const { fleet, version: wanted } = one.saving;
        one.saving = undefined;
        if (wanted === version) {
          record = fleet;
          version += 1;
          one.known = fleet;
        }
      }
      if (one.dead || time < one.frozenUntil) {
        one.wellSince = Number.POSITIVE_INFINITY;
        continue;
      }
      if (one.wellSince === Number.POSITIVE_INFINITY) one.wellSince = time;
      if (one.saving || time < one.nextLook) continue;
      one.nextLook = time + LOOK;
      one.known = record ?? one.known;
      const at = time + one.skew;
      const next = tend(record, { me: one.id, at, recommended: count })?.fleet;
      const given = shardsOf(record, one.id).slice(0, record ? surplus(record, one.id, at) : 0);
      const fleet =
        next ??
        (record && given.length > 0
          ? withoutShards(record, one.id, new Map(given.map((shard) => [shard, undefined])), at)
          : undefined);
      if (!fleet) continue;
      // A connection is closed before its shard is given up.
      if (!next) one.known = fleet;
      calls += 1;
      one.saving = { arrives: time + (latency[calls % latency.length] ?? 0), version, fleet };
    }
    look(time, processes, record);
  }
}

const world = [
  fc.array(fc.integer({ min: -SKEW / 2, max: SKEW / 2 }), { minLength: 3, maxLength: 3 }),
  fc.integer({ min: 1, max: 4 }),
  fc.array(
    fc.integer({ min: 0, max: SLOWEST / STEP }).map((steps) => steps * STEP),
    { minLength: 1 },
  ),
  fc.array(event, { maxLength: 12 }),
] as const;

describe('GIVEN three processes that crash, freeze, leave and come back, with clocks apart and a slow store', () => {
  const acting = (processes: readonly Process[], shard: number, time: number) =>
    processes.filter(
      (one) => !one.dead && time >= one.frozenUntil && holds(one.known, shard, one.id, time + one.skew),
    );

  test('THEN no two ever act for one shard, one that wakes late among them', () => {
    fc.assert(
      fc.property(...world, (skews, count, latency, events) => {
        let most = 0;
        simulate(skews, count, latency, events, (time, processes) => {
          for (let shard = 0; shard < count; shard += 1)
            most = Math.max(most, acting(processes, shard, time).length);
        });
        expect(most).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });

  test('THEN within 30 s of its holder’s end a shard is taken over, while there is a process that runs', () => {
    fc.assert(
      fc.property(...world, (skews, count, latency, events) => {
        const without = Array.from({ length: count }, () => 0);
        const holders = Array.from({ length: count }, () => '');
        let longest = 0;
        simulate(skews, count, latency, events, (time, processes, record) => {
          const someoneRuns = processes.some(({ wellSince }) => time - wellSince >= 30_000);
          for (let shard = 0; shard < count; shard += 1) {
            // Whoever takes it over may die that very moment: then it is that end which counts.
            const holder = record?.shards[shard]?.holder ?? '';
            const taken = holder !== '' && holder !== holders[shard];
            holders[shard] = holder;
            if (!someoneRuns || taken || acting(processes, shard, time).length > 0) without[shard] = time;
            longest = Math.max(longest, time - (without[shard] ?? 0));
          }
        });
        expect(longest).toBeLessThanOrEqual(30_000);
      }),
      { numRuns: 100 },
    );
  });
});
