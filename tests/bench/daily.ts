import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../adapters/sqlite/engine.ts';
import type { Subscription } from '../../src/daily/values.ts';
import type { Duty } from '../../src/due.ts';
import { dutiesOf } from '../../src/duties.ts';
import type { Poster } from '../../src/ports.ts';
import { createStore, type Store } from '../../src/store.ts';
import { bot } from '../content.ts';
import { simulatedTime } from './daily/simulated.ts';

const NINE = Date.parse('2026-11-23T09:00:00Z');
const MINUTE = 60_000;
/** Each workspace has so many channels, but for the slow one. */
const CHANNELS = 8;
const SLOW = { workspace: 'TSLOW', channels: 200, answersIn: 9_000 };
const ANSWERS_IN = 120;
/** The id of the first channel. */
const FIRST = 100_000_000;
/** Most records of a round, as in the container. */
const LIMIT = 500;
/** Discord's limit over all its channels, in requests a second. */
const DISCORD_LIMIT = 50;

/** Everybody's post in the same minute: half of them on Slack, half on Discord, one workspace slow to answer. */
export async function bench(): Promise<void> {
  for (const count of [10_000, 100_000]) {
    await claims(count);
    await all(count);
  }
}

/** How fast posts go through claim, sending and confirmation where the platform answers at once. */
async function claims(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'simile-bench-'));
  const now = () => NINE + MINUTE;
  const engine = openSqlite(join(folder, 'claims.db'), now);
  const store = createStore(engine, now);
  for (let start = 0; start < count; start += 1_000)
    await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => {
        const { workspace, id } = one(start + index);
        const day = '2026-11-23';
        const value = {
          platform: 'slack' as const,
          channel: id,
          day,
          plannedFor: NINE,
          state: 'waiting' as const,
          tries: 0,
        };
        return store.posts.save({ workspace, id: `${id}/${day}`, version: 0, value, dueAt: NINE });
      }),
    );
  await subscribe(store, count);
  let sent = 0;
  const simile = bot(undefined, { store });
  simile.posters.slack = {
    post: async () => {
      sent += 1;
      return { kind: 'sent', message: '1' };
    },
    update: async () => ({ kind: 'failed' }),
    tell: async () => ({ kind: 'failed' }),
  };
  const send = dutiesOf(simile, now, () => {}).find((duty) => duty.name === 'daily.send');
  const begun = performance.now();
  await send?.run(now(), { limit: LIMIT, onError: () => {} });
  await send?.settled?.();
  const seconds = (performance.now() - begun) / 1_000;
  console.log(`\n${count} posts that wait, one process, SQLite with synchronous=FULL`);
  console.log(
    `  ${(sent / seconds).toFixed(0)} claimed, sent and confirmed a second (${sent} in ${seconds.toFixed(1)} s)`,
  );
  await engine.close();
  rmSync(folder, { recursive: true });
}

async function all(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'simile-bench-'));
  const time = simulatedTime(NINE - 10_000);
  const engine = openSqlite(join(folder, 'bench.db'), time.now);
  const store = createStore(time.watch(engine), time.now);
  await subscribe(store, count);
  await compareFinding(store, count);

  const latest = { slack: 0, slow: 0, discord: 0 };
  const askedDiscord: number[] = [];
  let sent = 0;
  const poster: Poster = {
    async post({ platform, workspace, channel }) {
      const slow = workspace === SLOW.workspace;
      if (platform === 'discord') askedDiscord.push(time.now());
      await time.sleep(slow ? SLOW.answersIn : ANSWERS_IN);
      const whose = platform === 'discord' ? platform : slow ? 'slow' : 'slack';
      latest[whose] = Math.max(latest[whose], time.now() - one(Number(channel) - FIRST).dueAt);
      sent += 1;
      return { kind: 'sent', message: '1' };
    },
    update: async () => ({ kind: 'failed' }),
    tell: async () => ({ kind: 'failed' }),
  };
  const simile = bot(undefined, { store });
  Object.assign(simile.posters, { slack: poster, discord: poster });
  const errors: unknown[] = [];
  const rounds = async (duty: Duty) => {
    const settings = { limit: LIMIT, onError: (_code: string, cause: unknown) => errors.push(cause) };
    while ((await duty.run(time.now(), settings)) >= LIMIT);
  };
  const duties = dutiesOf(simile, time.now, () => {});
  const running = new Set<unknown>();
  const memory = { first: 0, most: 0 };
  const begun = performance.now();
  for (let tick = time.now(); sent < count; await time.advance(tick)) {
    if (time.now() < tick) continue;
    tick = time.now() + 100;
    for (const duty of duties) {
      if (running.has(duty)) continue;
      running.add(duty);
      void rounds(duty).finally(() => running.delete(duty));
    }
    const { heapUsed } = process.memoryUsage();
    memory.first ||= heapUsed;
    memory.most = Math.max(memory.most, heapUsed);
  }
  const seconds = (performance.now() - begun) / 1_000;
  if (errors.length > 0) throw new Error(`${errors.length} jobs failed`, { cause: errors[0] });
  const written = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;
  console.log(
    `  longest wait on Slack: ${written(latest.slack)}, beside a workspace that answers in ${written(SLOW.answersIn)} and itself waits ${written(latest.slow)}`,
  );
  console.log(
    `  longest wait on Discord: ${written(latest.discord)}; most requests in any one second ${Math.max(...windows(askedDiscord))}, seconds above the limit of ${DISCORD_LIMIT}: ${windows(askedDiscord).filter((many) => many > DISCORD_LIMIT).length}`,
  );
  console.log(
    `  heap ${(memory.first / 1e6).toFixed(0)} MB at the beginning, ${(memory.most / 1e6).toFixed(0)} MB at most; ${seconds.toFixed(0)} s of work in all`,
  );
  await engine.close();
  rmSync(folder, { recursive: true });
}

function one(index: number) {
  const value: Subscription = {
    platform: index % 2 === 0 ? 'slack' : 'discord',
    schedule: { time: 540, zone: 'UTC', weekdays: [1, 2, 3, 4, 5] },
    topics: [],
  };
  const slow = value.platform === 'slack' && index < SLOW.channels * 2;
  const workspace = slow ? SLOW.workspace : `${value.platform}-${Math.floor(index / 2 / CHANNELS)}`;
  const dueAt = NINE + (index % MINUTE);
  return {
    workspace,
    id: `${FIRST + index}`,
    version: 0,
    value: { ...value, next: { day: '2026-11-23', at: dueAt } },
    dueAt,
  };
}

async function subscribe(store: Store, count: number): Promise<void> {
  for (let start = 0; start < count; start += 1_000)
    await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => store.subscriptions.save(one(start + index))),
    );
}

/** Finding what is due by its index, against the way of many bots: walking all that there is at every tick. */
async function compareFinding(store: Store, count: number): Promise<void> {
  const rounds = 20;
  const indexed = performance.now();
  for (let round = 0; round < rounds; round += 1) await store.subscriptions.due(NINE - 1, 500);
  const byIndex = (performance.now() - indexed) / rounds;
  const walking = performance.now();
  let due = 0;
  for (let workspace = 0; workspace < count / 2 / CHANNELS; workspace += 1)
    for (const platform of ['slack', 'discord'])
      for (const kept of await store.subscriptions.list(`${platform}-${workspace}`, '', { limit: 1_000 }))
        if ((kept.dueAt ?? Infinity) <= NINE - 1) due += 1;
  const byWalking = performance.now() - walking;
  console.log(`\n${count} subscriptions due in one minute`);
  console.log(
    `  a tick with nothing due: ${byIndex.toFixed(2)} ms by the index, ${byWalking.toFixed(0)} ms by walking all (${due} found)`,
  );
}

/** For each time, how many there are in the second that begins with it. */
function windows(times: number[]): number[] {
  const sorted = [...times].sort((a, b) => a - b);
  let end = 0;
  return sorted.map((time, index) => {
    while (end < sorted.length && (sorted[end] ?? 0) < time + 1_000) end += 1;
    return end - index;
  });
}
