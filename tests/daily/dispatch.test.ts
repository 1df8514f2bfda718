import { beforeEach, describe, expect, test } from 'vitest';
import { openSqlite } from '../../adapters/sqlite/engine.ts';
import { createDispatch } from '../../src/daily/dispatch.ts';
import type { Post } from '../../src/daily/values.ts';
import type { Kept } from '../../src/ports.ts';
import { createStore, type Store } from '../../src/store.ts';

const NINE = Date.parse('2026-11-23T09:00:00Z');
const SECOND = 1_000;

let now: number;
let store: Store;
beforeEach(() => {
  now = NINE;
  store = createStore(
    openSqlite(':memory:', () => now),
    () => now,
  );
});

async function plan(platform: Post['platform'], workspace: string, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const channel = `C${index}`;
    const value: Post = {
      platform,
      channel,
      day: '2026-11-23',
      plannedFor: NINE,
      state: 'waiting',
      tries: 0,
    };
    await store.posts.save({ workspace, id: `${channel}/2026-11-23`, value, version: 0, dueAt: NINE });
  }
}

const settings = { limit: 500, onError: () => {} };
const dispatch = (send: (kept: Kept<Post>) => Promise<unknown>) =>
  createDispatch(store.posts, send, { now: () => now, random: () => 0.5, log: () => {} });

/** Sends at once. */
async function finish(kept: Kept<Post>): Promise<void> {
  const { dueAt: _, ...done } = kept;
  await store.posts.save({ ...done, value: { ...kept.value, state: 'sent' } });
}

describe('Posts that are due together', () => {
  test('GIVEN more on Discord than it takes WHEN they go out THEN never more than fifty begin in a second, and all go', async () => {
    for (const guild of ['1', '2', '3', '4']) await plan('discord', guild, 30);
    const begun: number[] = [];
    const duty = dispatch(async (kept) => {
      begun.push(now);
      await finish(kept);
    });
    for (; begun.length < 120; now += 100) {
      await duty.run(now, settings);
      await duty.settled?.();
    }
    for (const from of begun)
      expect(begun.filter((time) => time >= from && time < from + SECOND).length).toBeLessThan(50);
    expect(now - NINE).toBeLessThan(10 * SECOND);
  });

  test('GIVEN a workspace that does not answer WHEN others are due too THEN they all go out meanwhile, and it has eight at once', async () => {
    await plan('slack', 'TSLOW', 40);
    await plan('slack', 'TQUICK', 8);
    await plan('discord', '1', 8);
    const sent: string[] = [];
    let hanging = 0;
    const answer = Promise.withResolvers<void>();
    const duty = dispatch(async (kept) => {
      if (kept.workspace === 'TSLOW') {
        hanging += 1;
        await answer.promise;
      } else sent.push(kept.workspace);
      await finish(kept);
    });
    await duty.run(now, settings);
    expect(sent).toHaveLength(16);
    expect(hanging).toBe(8);
    answer.resolve();
    await duty.settled?.();
    for (now += 10 * SECOND; hanging < 40; now += 10 * SECOND) {
      const before = hanging;
      await duty.run(now, settings);
      await duty.settled?.();
      expect(hanging).toBeGreaterThan(before);
    }
    expect(await store.posts.due(Number.MAX_SAFE_INTEGER, 100)).toEqual([]);
  });

  test('GIVEN one that fails inside WHEN it is sent THEN the others go out and it comes back in a minute', async () => {
    await plan('slack', 'T1', 3);
    let failed = 0;
    const duty = dispatch(async (kept) => {
      if (kept.value.channel === 'C1' && failed === 0) {
        failed += 1;
        throw new Error('Something broke.');
      }
      await finish(kept);
    });
    await duty.run(now, settings);
    await duty.settled?.();
    expect(await store.posts.due(now + 59 * SECOND, 9)).toEqual([]);
    now += 60 * SECOND;
    expect(await store.posts.due(now, 9)).toHaveLength(1);
    await duty.run(now, settings);
    await duty.settled?.();
    expect(await store.posts.due(Number.MAX_SAFE_INTEGER, 9)).toEqual([]);
  });
});
