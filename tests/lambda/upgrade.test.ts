import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pointsId, weekOf } from '../../src/quiz/points.ts';
import { decodeAction } from '../../src/replies/encoding.ts';
import { bundled } from '../kit/bundle.ts';
import {
  type Account,
  environment,
  eventOf,
  failuresOf,
  isHttpResult,
  openAccount,
} from '../kit/function.ts';
import { seeded } from '../kit/random.ts';
import { type LambdaFunction, startFunction } from '../kit/runtime.ts';
import { objectsWhere } from '../kit/seen.ts';

const SECOND = 1_000;
const SECRET = 'a-signing-secret-of-tests';
const IDS = { team: 'T1', channel: 'C1' };
const PLAYERS = Array.from({ length: 24 }, (_, index) => `U${index}`);
const STARTER = 'U0';

/** Slack as far as this goes: it takes everything, and keeps what it was told. */
async function startSink() {
  const said: { path: string; body: Record<string, unknown> }[] = [];
  const server: Server = createServer(async (request, response) => {
    const raw = await text(request);
    const isJson = request.headers['content-type'] === 'application/json';
    const form = Object.fromEntries(new URLSearchParams(raw));
    const body = isJson ? JSON.parse(raw) : { ...form, blocks: JSON.parse(form.blocks ?? 'null') };
    said.push({ path: request.url ?? '', body });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: true, ts: `${said.length}.1`, user: {}, channel: {} }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { said, url, stop };
}

/** One version of the bot: a bundle as two functions. */
interface Version {
  http: LambdaFunction;
  work: LambdaFunction;
}

describe('A new version beside the old one, on one table and one queue', () => {
  let time: number;
  let account: Account;
  let sink: Awaited<ReturnType<typeof startSink>>;
  let versions: Version[];

  async function startVersion(): Promise<Version> {
    const slack = { token: 'xoxb-test', signingSecret: SECRET, apiUrl: `${sink.url}/api/` };
    const env = environment({ slack, port: 0, logLevel: 'error' }, account);
    const common = { folder: await bundled('lambda'), env, now: () => time };
    const [http, work] = await Promise.all([
      startFunction({ ...common, handler: 'http.handler' }),
      startFunction({ ...common, handler: 'work.handler' }),
    ]);
    return { http, work };
  }

  beforeAll(() => bundled('lambda'), 120_000);
  beforeEach(async () => {
    time = Date.parse('2026-11-23T09:00:00Z');
    account = await openAccount(() => time);
    sink = await startSink();
    versions = [await startVersion()];
  });
  afterEach(async () => {
    for (const { http, work } of versions) await Promise.all([http.stop(), work.stop()]);
    await Promise.all([account.stop(), sink.stop()]);
  });

  async function ask({ http }: Version, form: Record<string, string>): Promise<void> {
    const raw = Buffer.from(new URLSearchParams(form).toString());
    const seconds = String(Math.floor(time / 1_000));
    const signature = createHmac('sha256', SECRET).update(`v0:${seconds}:${raw.toString()}`).digest('hex');
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': `v0=${signature}`,
    };
    const result = await http.invoke(eventOf('HTTP API', { path: '/slack/events', headers, raw }));
    expect(isHttpResult(result) && result.statusCode).toBe(200);
  }

  let presses = 0;
  /** Presses a button and reads what the presser is told. */
  async function press(version: Version, user: string, value: string): Promise<string> {
    presses += 1;
    const path = `/respond/${presses}`;
    const payload = {
      type: 'block_actions',
      user: { id: user },
      team: { id: IDS.team },
      trigger_id: `${presses}.1`,
      container: { type: 'message', is_ephemeral: false },
      channel: { id: IDS.channel },
      response_url: `${sink.url}${path}`,
      actions: [{ type: 'button', action_id: 'a', block_id: 'b', value }],
    };
    await ask(version, { payload: JSON.stringify(payload) });
    return JSON.stringify(sink.said.find((one) => one.path === path)?.body.blocks);
  }

  /** What the channel's newest message with such a button offers, as it was drawn by the version that posted it. */
  function buttons(command: string): string[] {
    const values = sink.said
      .filter(({ path }) => path.startsWith('/api/chat.'))
      .map(({ body }) =>
        objectsWhere(body.blocks, ({ type }) => type === 'button')
          .map(({ value }) => String(value))
          .filter((value) => decodeAction(value)?.command === command),
      );
    return values.findLast((found) => found.length > 0) ?? [];
  }

  /** Lets time pass; whichever version is there takes the next messages of the queue, in turn. */
  async function pass(seconds: number): Promise<void> {
    for (let step = 0; step <= seconds; step += 1, time += SECOND) {
      for (let batch = account.queue.receive(); batch.length > 0; batch = account.queue.receive()) {
        const { work } = turn();
        account.queue.settle(batch, failuresOf(await work.invoke({ Records: batch })));
      }
    }
  }

  let turns = 0;
  function turn(): Version {
    turns += 1;
    const version = versions[turns % versions.length];
    if (!version) throw new Error('No version runs.');
    return version;
  }

  /** Everybody presses at once, twice, on whichever version they reach. @returns the pick that each was told counts */
  async function everybodyPicks(random: () => number): Promise<Map<string, string>> {
    const letters = buttons('challenge-pick');
    expect(letters).toHaveLength(4);
    const told = await Promise.all(
      PLAYERS.map(async (person) => {
        const value = letters[Math.floor(random() * letters.length)] ?? '';
        const answers = await Promise.all([press(turn(), person, value), press(turn(), person, value)]);
        for (const answer of answers) expect(answer).toContain('Answer locked');
        return [person, decodeAction(value)?.options.p ?? ''] as const;
      }),
    );
    return new Map(told);
  }

  async function counted(index: number): Promise<string[]> {
    const game = (await account.store.games.get(IDS.team, IDS.channel))?.value.game;
    const round = await account.store.rounds.get(IDS.team, `${game}/${index}`);
    return Object.values(round?.value.answers ?? {})
      .map(({ pick }) => pick)
      .sort();
  }

  test('GIVEN a challenge of the old version WHEN the new one joins it and takes over under load THEN every answer counts once, and buttons of the old one go on', async () => {
    const random = seeded(7);
    const [old] = versions;
    if (!old) throw new Error('No version runs.');
    const ids = { team_id: IDS.team, channel_id: IDS.channel, user_id: STARTER, trigger_id: '0.1' };
    const response_url = `${sink.url}/respond/0`;
    await ask(old, { ...ids, response_url, command: '/challenge', text: 'questions:2 seconds:20' });
    await pass(1);
    const [join = ''] = buttons('challenge-join');
    for (const person of PLAYERS) expect(await press(old, person, join)).toContain('You are in');
    await press(old, STARTER, buttons('challenge-start')[0] ?? '');
    await pass(3);

    // The switch: both answer and both take what is due, then the old one is gone.
    versions = [old, await startVersion()];
    const first = await everybodyPicks(random);
    await pass(10);
    await Promise.all([old.http.stop(), old.work.stop()]);
    versions = versions.slice(1);
    const changed = await press(turn(), STARTER, buttons('challenge-pick')[0] ?? '');
    expect(changed).toContain('Answer locked');
    first.set(STARTER, 'a');
    await pass(15);
    expect(await counted(0)).toEqual([...first.values()].sort());

    await pass(6);
    const second = await everybodyPicks(random);
    await pass(40);
    expect(await counted(1)).toEqual([...second.values()].sort());
    const channel = sink.said.filter(({ path }) => path.startsWith('/api/chat.postMessage'));
    const podiums = channel.filter(({ body }) => JSON.stringify(body.blocks).includes('challenge is over'));
    expect(podiums).toHaveLength(1);

    // Each question was worth its points once, whoever counted.
    const game = (await account.store.games.get(IDS.team, IDS.channel))?.value.game;
    const rounds = await Promise.all(
      [0, 1].map((index) => account.store.rounds.get(IDS.team, `${game}/${index}`)),
    );
    const worth = rounds.flatMap((round) =>
      Object.values(round?.value.answers ?? {}).map(({ points }) => points),
    );
    const kept = await Promise.all(
      PLAYERS.map((person) => account.store.points.get(IDS.team, pointsId(weekOf(time), person))),
    );
    const earned = kept.map((one) => one?.value.channels[IDS.channel] ?? 0);
    expect(sum(earned)).toBe(sum(worth));
    expect(sum(worth)).toBeGreaterThan(0);
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
