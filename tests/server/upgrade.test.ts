import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDynamodb } from '../../adapters/dynamodb/engine.ts';
import { type Slack, startSlack } from '../../adapters/playground/slack/slack.ts';
import type { Message } from '../../adapters/playground/slack/workspace.ts';
import { type Server, serve } from '../../adapters/server/serve.ts';
import { openSqlite } from '../../adapters/sqlite/engine.ts';
import type { Clock } from '../../src/ports.ts';
import type { Simile } from '../../src/simile.ts';
import { createStore, type Engine } from '../../src/store.ts';
import { bot } from '../content.ts';
import { startDynamodb } from '../kit/dynamodb.ts';
import { seeded } from '../kit/random.ts';
import { isObject, objectsWhere } from '../kit/seen.ts';
import { show } from '../kit/slack.ts';

const stores: [string, () => Promise<(now: Clock) => Engine>][] = [
  [
    'one SQLite file',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'simile-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      return (now) => openSqlite(join(folder, 'simile.db'), now);
    },
  ],
  [
    'one DynamoDB table',
    async () => {
      const dynamodb = await startDynamodb();
      onTestFinished(() => dynamodb.stop());
      await dynamodb.create('simile');
      return (now) => openDynamodb('simile', now, dynamodb.client());
    },
  ],
];

const PLAYERS = Array.from({ length: 12 }, (_, index) => `player${index}`);

/** A workspace with many in it, before a balancer that sends to the processes there are, in turn. */
async function startWorld(open: (now: Clock) => Engine) {
  let time = Date.UTC(2026, 10, 23, 9);
  const now = () => time;
  const people = PLAYERS.map((name, index) => ({ id: `U0PLAYER${index}`, name, real_name: name, tz: 'UTC' }));
  const slack = await startSlack({
    now,
    workspaces: [{ people, channels: [{ id: 'C0GENERAL1', name: 'general', bot: true }] }],
  });
  onTestFinished(() => slack.stop());
  const serving: Server[] = [];
  let processes = 0;
  let turn = 0;
  const sent = new Map<number | undefined, number>();
  slack.deliverTo(async ({ headers, raw }) => {
    const port = serving[turn++ % serving.length]?.port;
    sent.set(port, (sent.get(port) ?? 0) + 1);
    const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers,
      body: new Uint8Array(raw),
    });
    const body = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  });
  return {
    slack,
    serving,
    /** Resolves when so many presses have been answered in all. */
    async answered(presses: number): Promise<void> {
      const there = () => slack.exchanges.filter(({ kind }) => kind === 'response_url').length >= presses;
      const { promise, resolve } = Promise.withResolvers<void>();
      const leave = slack.subscribe(() => there() && resolve());
      if (!there()) await promise;
      leave();
    },
    async start(): Promise<Process> {
      const store = createStore(open(now), now);
      processes += 1;
      const simile = bot(undefined, { store, random: seeded(processes) });
      let asked = 0;
      let tell = () => {};
      const respond: Simile['respond'] = (invocation) => {
        asked += 1;
        tell();
        return simile.respond(invocation);
      };
      const { signingSecret, apiUrl } = slack;
      const server = await serve(
        {
          slack: { token: 'xoxb-stand-in', signingSecret, apiUrl },
          host: '127.0.0.1',
          port: 0,
          logLevel: 'error',
        },
        { simile: { ...simile, respond }, now, log: () => {} },
      );
      const stop = async () => {
        await server.stop();
        await store.close();
      };
      const reached = () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        tell = () => void (asked === sent.get(server.port) && resolve());
        tell();
        return promise;
      };
      return { ...server, stop, reached };
    },
    /** Lets time pass; every process that runs looks for what is due, all at once. */
    async pass(running: readonly Server[], seconds: number): Promise<void> {
      for (let second = 0; second < seconds; second += 1) {
        time += 1_000;
        await Promise.all(running.map((server) => server.wake()));
      }
    },
  };
}

interface Process extends Server {
  /** Resolves when all that was sent to it is there. */
  reached(): Promise<void>;
}

/** Everything in the open that begins so. */
function said(slack: Slack, beginning: RegExp): Message[] {
  return slack
    .visibleTo(PLAYERS[0] ?? '', 'general')
    .filter((message) => !message.only_for && beginning.test(show(message).text));
}

async function press(slack: Slack, who: string, message: Message | undefined, label: string): Promise<void> {
  const [button] = objectsWhere(message?.blocks, ({ text }) => isObject(text) && text.text === label);
  const block = message?.blocks.find((one) => objectsWhere(one, (object) => object === button).length > 0);
  if (!message || !button) throw new Error(`There is no "${label}" to press.`);
  await slack.press(who, message, String(button.action_id), { block_id: String(block?.block_id) });
}

describe.each(stores)('GIVEN an old process under load and a new one beside it on %s', (_name, openStore) => {
  test('WHEN the old one is told to stop amid a challenge THEN every command and press is answered once, every one counts, and nothing is posted twice', async () => {
    const { slack, serving, start, answered, pass } = await startWorld(await openStore());
    const [one = ''] = PLAYERS;
    const old = await start();
    serving.push(old);
    await slack.type(one, 'general', '/challenge topic:containers questions:2 seconds:20');
    await pass([old], 1);

    const fresh = await start();
    serving.push(fresh);
    const [lobby] = said(slack, /^Quiz challenge/);
    await Promise.all(PLAYERS.map((who) => press(slack, who, lobby, 'Join')));
    await press(slack, one, lobby, 'Start now');
    await answered(13);
    await pass([old, fresh], 3);

    const first = said(slack, /^Question 1 of 2/);
    expect(first).toHaveLength(1);
    const early = PLAYERS.slice(0, 8).map(async (who) => {
      await press(slack, who, first[0], 'A');
      await slack.type(who, 'general', '/explain lambda');
    });
    serving.splice(serving.indexOf(old), 1);
    await old.reached();
    await Promise.all([...early, old.stop()]);
    await Promise.all(PLAYERS.slice(8).map((who) => press(slack, who, first[0], 'B')));
    await answered(25);
    await pass([fresh], 25);

    expect(said(slack, /^Question 1 of 2/)).toHaveLength(1);
    const [answer] = said(slack, /is right/);
    const counts = [...(answer ? show(answer).text : '').matchAll(/^ (\d+)$/gm)].map(([, count]) =>
      Number(count),
    );
    expect(counts).toEqual([8, 4, 0, 0]);
    await pass([fresh], 8);
    const second = said(slack, /^Question 2 of 2/);
    expect(second).toHaveLength(1);
    // A button that the old one drew.
    await press(slack, one, second[0], 'C');
    await answered(26);
    await pass([fresh], 40);
    expect(said(slack, /challenge is over/)).toHaveLength(1);
    const cards = PLAYERS.map(
      (who) => slack.visibleTo(who, 'general').filter((message) => /Lambda/.test(show(message).text)).length,
    );
    expect(cards).toEqual(PLAYERS.map((_, index) => (index < 8 ? 1 : 0)));
    expect(slack.exchanges.filter(({ failure, problems }) => failure || problems.length > 0)).toEqual([]);
    await fresh.stop();
  });
});
