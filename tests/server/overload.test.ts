import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createInteractionsEndpoint } from '../../adapters/discord/http.ts';
import { createAnswer } from '../../adapters/discord/interactions.ts';
import { type HttpServer, listen } from '../../adapters/server/http.ts';
import type { Measure } from '../../adapters/server/measures.ts';
import { createPressure } from '../../adapters/server/pressure.ts';
import { createProbe } from '../../adapters/server/probe.ts';
import { createSlackApp } from '../../adapters/slack/app.ts';
import { createWebReceiver } from '../../adapters/slack/receiver.ts';
import { TOO_BUSY } from '../../adapters/web/web.ts';
import type { Log } from '../../src/ports.ts';
import { discordRequest, slackRequest } from '../bench/http/mix.ts';
import { DISCORD_PUBLIC_KEY, SLACK_SECRET } from '../bench/http/secrets.ts';
import { type Signed, signedSlack } from '../bench/http/signed.ts';
import { bot } from '../content.ts';

/** A server before which more waits than it can answer: what is posted to /slow is held until it is let go. */
let server: HttpServer;
let time: number;
let letGo: () => void;
/** How many of the slow ones the server has begun with, and who waits for that. */
let begun: number;
let onBegun: () => void;
let counted: unknown[];

beforeEach(async () => {
  time = Date.now();
  counted = [];
  begun = 0;
  const now = () => time;
  const settings = { now, log: () => {} };
  const simile = bot();
  const receiver = createWebReceiver({
    ...settings,
    signingSecret: SLACK_SECRET,
    answerWhen: 'acknowledged',
  });
  createSlackApp({ ...settings, simile, receiver, token: 'xoxb-test' });
  const discord = createInteractionsEndpoint(createAnswer(simile, now), DISCORD_PUBLIC_KEY, now);
  const held = Promise.withResolvers<void>();
  letGo = held.resolve;
  server = await listen(
    async (request) => {
      if (request.path === '/slack/events') return receiver.handle(request);
      if (request.path === '/discord/interactions') return discord(request);
      if (request.path === '/slow') {
        begun += 1;
        onBegun();
        await held.promise;
      }
      return { status: 200, headers: {}, body: 'done' };
    },
    {
      port: 0,
      host: '127.0.0.1',
      now,
      elapsed: now,
      log: () => {},
      measure: (_name, _value, labels) => counted.push(...Object.values(labels)),
    },
  );
});
afterEach(async () => {
  letGo();
  await server.stop();
});

async function post({ path, headers, body }: Pick<Signed, 'path'> & Partial<Signed>) {
  const address = `http://127.0.0.1:${server.port}${path}`;
  const response = await fetch(address, { method: 'POST', headers: headers ?? {}, body: body ?? null });
  return { status: response.status, retry: response.headers.get('retry-after'), body: await response.text() };
}

/** Posts so many slow requests, and waits until the server has begun with each. */
async function hold(many: number): Promise<{ done: Promise<unknown> }> {
  const all = Promise.withResolvers<void>();
  onBegun = () => begun === many && all.resolve();
  const done = Promise.all(Array.from({ length: many }, () => post({ path: '/slow' })));
  await all.promise;
  return { done };
}

const RESPONSES = 'http://127.0.0.1:1/none';
const slack = (index: number) => slackRequest(index, RESPONSES);
const [COMMAND, PRESS, TYPING] = [0, 3, 9];
const viewSubmission = () => {
  const file = join(import.meta.dirname, '../contracts/samples/slack.view-submission.json');
  const sample: { payload: object } = JSON.parse(readFileSync(file, 'utf8'));
  return signedSlack({ payload: JSON.stringify(sample.payload) });
};

describe('GIVEN 500 requests that are not done', () => {
  test.each([
    ['a command on Slack', () => slack(COMMAND), { response_type: 'ephemeral', text: TOO_BUSY }],
    ['a menu on Slack that is typed in', () => slack(TYPING), { options: [] }],
    ['a form on Slack', viewSubmission, { response_action: 'errors', errors: { concept: TOO_BUSY } }],
    [
      'a command on Discord',
      () => discordRequest(COMMAND),
      { type: 4, data: { content: TOO_BUSY, flags: 64 } },
    ],
    ['a press on Discord', () => discordRequest(PRESS), { type: 4, data: { content: TOO_BUSY, flags: 64 } }],
    ['an option on Discord that is typed', () => discordRequest(TYPING), { type: 8, data: { choices: [] } }],
  ])('WHEN %s comes in THEN it is told at once, and only who asked sees it', async (_what, request, form) => {
    await hold(500);
    const { status, body } = await post(request());
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual(form);
    expect(counted).toEqual(['told']);
  });

  test('WHEN a button is pressed on Slack, which shows no answer to that THEN Slack tells that it did not work', async () => {
    await hold(500);
    expect(await post(slack(PRESS))).toEqual({ status: 503, retry: '1', body: '' });
  });

  test('WHEN they are done THEN the next is answered', async () => {
    const { done } = await hold(500);
    letGo();
    await done;
    expect((await post(slack(COMMAND))).body).toContain('The assistant hired');
    expect((await post(discordRequest(COMMAND))).body).toContain('The assistant hired');
    expect(counted).toEqual([]);
  });

  test('WHEN something comes in that is signed wrongly THEN it gets 401 as ever', async () => {
    await hold(500);
    const command = discordRequest(COMMAND);
    const signature = { 'x-signature-ed25519': '00'.repeat(64) };
    expect((await post({ ...command, headers: { ...command.headers, ...signature } })).status).toBe(401);
  });
});

describe('GIVEN 600 who send their requests slowly', () => {
  test('WHEN somebody asks meanwhile THEN nobody is told to wait for them, and health is told as ever', async () => {
    const slow = await Promise.all(
      Array.from({ length: 600 }, async () => {
        const socket = connect(server.port, '127.0.0.1');
        await once(socket, 'connect');
        socket.write('POST /slow HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf');
        return socket;
      }),
    );
    expect((await post(slack(COMMAND))).body).toContain('The assistant hired');
    expect(counted).toEqual([]);
    for (const socket of slow) socket.destroy();
    expect(begun).toBe(0);
  });
});

describe('GIVEN 2,000 requests that are not done', () => {
  test('WHEN one more comes in THEN it is refused unread, and health is told all the same', async () => {
    await hold(2_000);
    expect(await post(slack(COMMAND))).toEqual({ status: 503, retry: '1', body: '' });
    expect(counted).toEqual(['refused']);
    const health = await fetch(`http://127.0.0.1:${server.port}/healthz`);
    expect(health.status).toBe(200);
    await health.text();
  });
});

describe('GIVEN what a server counts', () => {
  test('WHEN who asks would wait THEN they are told so, and refused once that takes too long', () => {
    let wait = 0;
    const pressure = createPressure({ now: () => time, log: () => {}, measure: () => {} }, () => wait);
    const states = [0, 499, 500, 1_499, 1_500, 10].map((milliseconds) => {
      wait = milliseconds;
      return pressure.state();
    });
    expect(states).toEqual(['calm', 'calm', 'busy', 'busy', 'swamped', 'calm']);
  });

  test('WHEN many are turned away THEN each is measured, and the log hears of it once a minute', () => {
    const logged: unknown[] = [];
    const log: Log = (...line) => logged.push(line);
    const measured: unknown[] = [];
    const measure: Measure = (...one) => measured.push(one);
    const pressure = createPressure({ now: () => time, log, measure }, () => 0);
    for (const how of ['told', 'told', 'refused'] as const) pressure.turnedAway(how);
    expect(logged).toEqual([['warn', 'busy', { told: 1, refused: 0, held: 0 }]]);
    time += 60_000;
    pressure.turnedAway('told');
    expect(logged.slice(1)).toEqual([['warn', 'busy', { told: 2, refused: 1, held: 0 }]]);
    expect(measured).toHaveLength(4);
    expect(measured[2]).toEqual(['simile_turned_away_total', 1, { how: 'refused' }]);
  });
});

describe('GIVEN a server that asks itself how long one waits', () => {
  let asked: PromiseWithResolvers<void>[];
  let waited: () => number;
  const waitedIn = (milliseconds: number) => {
    time += milliseconds;
    return waited();
  };
  const answer = async () => {
    asked.at(-1)?.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  };
  beforeEach(() => {
    asked = [];
    const ask = () => {
      const one = Promise.withResolvers<void>();
      asked.push(one);
      return one.promise;
    };
    waited = createProbe(() => time, ask);
  });

  test('WHEN no answer comes THEN the wait is as long as it has waited', () => {
    expect([waitedIn(0), waitedIn(300), waitedIn(400)]).toEqual([0, 300, 700]);
    expect(asked).toHaveLength(1);
  });

  test('WHEN the answer took long THEN that holds until the next one is there', async () => {
    waitedIn(0);
    time += 700;
    await answer();
    expect(waitedIn(249)).toBe(700);
    expect(waitedIn(1)).toBe(700);
    expect(asked).toHaveLength(2);
    time += 3;
    await answer();
    expect(waitedIn(0)).toBe(3);
  });

  test('WHEN it was long ago that somebody asked THEN it says nothing of now', async () => {
    waitedIn(0);
    time += 700;
    await answer();
    expect(waitedIn(1_000)).toBe(0);
  });
});
