import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInteractionsEndpoint } from '../../adapters/discord/http.ts';
import { createAnswer } from '../../adapters/discord/interactions.ts';
import { type Slack, startSlack } from '../../adapters/playground/slack/slack.ts';
import { createSlackApp } from '../../adapters/slack/app.ts';
import { createWebReceiver } from '../../adapters/slack/receiver.ts';
import type { WebHandler, WebResponse } from '../../adapters/web/web.ts';
import { observed } from '../kit/observed.ts';
import { isObject } from '../kit/seen.ts';

const SAMPLES = join(import.meta.dirname, '../contracts/samples');
const NOW = Date.parse('2026-11-22T10:00:00Z');
const SECRET = 'a-signing-secret-of-tests';

interface Sample {
  contentType?: string;
  body?: unknown;
  payload?: Record<string, unknown>;
  headers?: Record<string, string>;
  unsigned?: boolean;
}

function sample(name: string): Sample {
  return JSON.parse(readFileSync(join(SAMPLES, `${name}.json`), 'utf8'));
}

function names(prefix: string): string[] {
  return readdirSync(SAMPLES)
    .filter((file) => file.startsWith(prefix) && !/socket-mode|error/.test(file) && file.endsWith('.json'))
    .map((file) => file.replace('.json', ''));
}

const simile = observed();

describe('Slack over signed HTTP', () => {
  let slack: Slack;
  let handle: WebHandler;
  beforeAll(async () => {
    slack = await startSlack({ now: () => NOW, seed: 'IN' });
  });
  afterAll(() => slack.stop());

  function open(): void {
    const settings = { now: () => NOW, log: () => {} };
    const receiver = createWebReceiver({ ...settings, signingSecret: SECRET, answerWhen: 'finished' });
    createSlackApp({ ...settings, simile, receiver, token: slack.workspace.bot.token, apiUrl: slack.apiUrl });
    handle = receiver.handle;
    simile.asked.length = 0;
  }

  /** The bytes Slack would send, with every address turned to the stand-in. */
  function raw({ body, payload, contentType }: Sample): string {
    const json = (value: unknown) =>
      JSON.stringify(value).replaceAll('https://hooks.slack.com', slack.apiUrl.replace('/api/', ''));
    if (payload) return new URLSearchParams({ payload: json(payload) }).toString();
    if (contentType?.startsWith('application/json')) return json(body);
    const fields = Object.entries(isObject(body) ? body : {}).map(([name, value]) => [name, String(value)]);
    return new URLSearchParams(Object.fromEntries(fields)).toString();
  }

  function post(
    one: Sample,
    signing: { timestamp?: string; signature?: string; secret?: string } = {},
  ): Promise<WebResponse> {
    const text = raw(one);
    const { timestamp = String(NOW / 1000), secret = SECRET } = signing;
    const signature =
      signing.signature ??
      `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${text}`).digest('hex')}`;
    const signed = one.unsigned
      ? {}
      : { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
    const headers = { 'content-type': one.contentType ?? 'application/json', ...signed, ...one.headers };
    return handle({ method: 'POST', path: '/slack/events', headers, raw: Buffer.from(text) });
  }

  test.each(names('slack.'))('GIVEN the sample %s WHEN it is posted THEN it gets 200', async (name) => {
    open();
    const response = await post(sample(name));
    expect(response.status).toBe(200);
  });

  test.each([
    ['slack.slash-command', 'explain'],
    ['slack.slash-command.dm', 'explain'],
    ['slack.slash-command.enterprise', 'explain'],
    ['slack.slash-command.unicode-and-entities', 'explain'],
    ['slack.event.app-mention', 'explain'],
    ['slack.event.message-im', 'explain'],
    ['slack.event.app-home-opened', 'help'],
    ['slack.message-shortcut', 'explain-message'],
  ])('GIVEN the sample %s WHEN it is posted THEN the bot was asked to %s once', async (name, command) => {
    open();
    await post(sample(name));
    expect(simile.asked.map((one) => one.command)).toEqual([command]);
  });

  test.each([
    'slack.event.message-im.own-bot',
    'slack.event.member-joined-channel',
    'slack.event.app-rate-limited',
    'slack.ssl-check',
    'slack.url-verification',
    'slack.view-closed',
  ])('GIVEN the sample %s, which asks nothing, WHEN it is posted THEN nothing runs', async (name) => {
    open();
    await post(sample(name));
    expect(simile.asked).toEqual([]);
  });

  test('GIVEN the address check WHEN it is posted THEN the challenge comes back', async () => {
    open();
    const { body } = sample('slack.url-verification');
    expect(JSON.parse((await post(sample('slack.url-verification'))).body)).toEqual({
      challenge: isObject(body) ? body.challenge : undefined,
    });
  });

  test.each([
    ['a wrong secret', { secret: 'another-secret-altogether' }],
    ['no signature', { signature: '' }],
    ['a malformed signature', { signature: 'v0=zz' }],
    ['a signature of another length', { signature: 'v0=00' }],
    ['a time six minutes ago', { timestamp: String(NOW / 1000 - 360) }],
    ['a time six minutes ahead', { timestamp: String(NOW / 1000 + 360) }],
    ['no time', { timestamp: '' }],
    ['a time that is no number', { timestamp: 'soon' }],
    ['a negative time', { timestamp: '-1' }],
  ])('GIVEN %s WHEN a command is posted THEN it gets 401 and nothing runs', async (_what, signing) => {
    open();
    const response = await post(sample('slack.slash-command'), signing);
    expect(response.status).toBe(401);
    expect(simile.asked).toEqual([]);
  });

  test('GIVEN a body that is no JSON WHEN it is signed and posted THEN it gets 400', async () => {
    open();
    const response = await post({ contentType: 'application/x-www-form-urlencoded', body: { payload: '{' } });
    expect(response.status).toBe(400);
  });

  test.each(['slack.event.app-mention', 'slack.block-actions.button', 'slack.message-shortcut'])(
    'GIVEN the sample %s WHEN it is delivered twice THEN it is carried out once',
    async (name) => {
      open();
      await post(sample(name));
      await post(sample(name));
      expect(simile.asked).toHaveLength(1);
    },
  );

  test('GIVEN a mention that was answered WHEN Slack retries it THEN nothing is posted again', async () => {
    open();
    await post(sample('slack.event.app-mention'));
    await post(sample('slack.event.app-mention.retry'));
    expect(simile.asked).toHaveLength(1);
  });
});

describe('Discord over signed HTTP', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const hex = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
  let handle: WebHandler;

  function open(): void {
    handle = createInteractionsEndpoint(
      createAnswer(simile, () => NOW),
      hex,
      () => NOW,
    );
    simile.asked.length = 0;
  }

  function post(body: unknown, headers: Record<string, string> = {}): Promise<WebResponse> {
    const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const timestamp = headers['x-signature-timestamp'] ?? String(NOW / 1000);
    const signature = sign(null, Buffer.concat([Buffer.from(timestamp), raw]), privateKey).toString('hex');
    const signed = { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp };
    return handle({ method: 'POST', path: '/discord/interactions', headers: { ...signed, ...headers }, raw });
  }

  const interactions = names('discord.').filter((name) => !name.includes('event-webhook'));

  test.each(interactions)(
    'GIVEN the sample %s WHEN it is posted THEN it gets 200 and an answer of the right kind',
    async (name) => {
      open();
      const response = await post(sample(name).body);
      expect(response.status).toBe(200);
      const { type } = JSON.parse(response.body);
      expect(type).toBe(name.includes('ping') ? 1 : name.includes('autocomplete') ? 8 : 4);
    },
  );

  test.each([
    ['discord.command.guild', 'explain'],
    ['discord.command.bot-dm', 'explain'],
    ['discord.command.locale-de', 'explain'],
    ['discord.command.user-install.private-channel', 'explain'],
    ['discord.command.message-context-menu', 'explain-message'],
  ])('GIVEN the sample %s WHEN it is posted THEN the bot was asked to %s', async (name, command) => {
    open();
    await post(sample(name).body);
    expect(simile.asked.map((one) => one.command)).toEqual([command]);
  });

  test('GIVEN an event that is no interaction WHEN it is posted THEN it is refused and nothing runs', async () => {
    open();
    const response = await post(sample('discord.event-webhook.application-authorized').body);
    expect(response.status).toBe(400);
    expect(simile.asked).toEqual([]);
  });

  test.each([
    ['another key', { 'x-signature-ed25519': 'ab'.repeat(64) }],
    ['no signature', { 'x-signature-ed25519': '' }],
    ['a short signature', { 'x-signature-ed25519': 'ab' }],
    ['a signature that is not hexadecimal', { 'x-signature-ed25519': 'zz'.repeat(64) }],
    ['a time six minutes ago', { 'x-signature-timestamp': String(NOW / 1000 - 360) }],
    ['a time six minutes ahead', { 'x-signature-timestamp': String(NOW / 1000 + 360) }],
    ['a time that is no number', { 'x-signature-timestamp': 'soon' }],
  ])('GIVEN %s WHEN a command is posted THEN it gets 401 and nothing runs', async (_what, headers) => {
    open();
    expect((await post(sample('discord.command.guild').body, headers)).status).toBe(401);
    expect(simile.asked).toEqual([]);
  });

  test('GIVEN a command that was answered WHEN it is delivered again THEN it is not carried out again', async () => {
    open();
    await post(sample('discord.command.guild').body);
    expect((await post(sample('discord.command.guild').body)).status).toBe(409);
    expect(simile.asked).toHaveLength(1);
  });

  test('GIVEN a signed body that is no JSON WHEN it is posted THEN it gets 400', async () => {
    open();
    expect((await post('{')).status).toBe(400);
  });
});
