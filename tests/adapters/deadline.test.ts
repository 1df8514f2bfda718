import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAnswer } from '../../adapters/discord/interactions.ts';
import { createSlackApp } from '../../adapters/slack/app.ts';
import { createWebReceiver } from '../../adapters/slack/receiver.ts';
import type { Log } from '../../src/ports.ts';
import { bot } from '../content.ts';

const SECRET = 'a-signing-secret-of-tests';
/** The platforms wait for 3 s, with the way there and back. */
const AT_MOST = 2_600;

/** What the operator is told. */
let told: string[];
/** A bot that never comes to an answer. */
const stuck = {
  ...bot(),
  respond: () => new Promise<never>(() => {}),
  onError: (code: string) => void told.push(code),
};
const log: Log = (level, event) => {
  if (level === 'error') told.push(event);
};

beforeEach(() => {
  told = [];
  vi.useFakeTimers({ now: Date.parse('2026-11-23T09:00:00Z') });
});
afterEach(() => void vi.useRealTimers());

test('GIVEN a bot that is stuck WHEN Discord asks THEN the person is told in time, alone, and the operator too', async () => {
  const file = join(import.meta.dirname, '../contracts/samples/discord.command.guild.json');
  const answer = createAnswer(stuck, Date.now)(JSON.parse(readFileSync(file, 'utf8')).body);
  await vi.advanceTimersByTimeAsync(AT_MOST);
  expect(JSON.stringify(await answer)).toContain('That took too long');
  expect(await answer).toMatchObject({ data: { flags: expect.any(Number) } });
  expect(told).toEqual(['discord.late']);
});

test.each(['acknowledged', 'finished'] as const)(
  'GIVEN a bot that is stuck WHEN Slack is answered when it is %s THEN the person is told in time, alone, and the operator too',
  async (answerWhen) => {
    const receiver = createWebReceiver({ signingSecret: SECRET, now: Date.now, log, answerWhen });
    createSlackApp({ simile: stuck, receiver, token: 'xoxb-test', now: Date.now, log: () => {} });
    const ids = { team_id: 'T1', channel_id: 'C1', user_id: 'U1', trigger_id: '1.1' };
    const raw = Buffer.from(new URLSearchParams({ ...ids, command: '/explain', text: 'lambda' }).toString());
    const seconds = String(Date.now() / 1_000);
    const signature = createHmac('sha256', SECRET).update(`v0:${seconds}:${raw.toString()}`).digest('hex');
    const answer = receiver.handle({
      method: 'POST',
      path: '/slack/events',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': seconds,
        'x-slack-signature': `v0=${signature}`,
      },
      raw,
    });
    await vi.advanceTimersByTimeAsync(AT_MOST);
    const { status, body } = await answer;
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      response_type: 'ephemeral',
      text: expect.stringContaining('That took too long'),
    });
    expect(told).toEqual(['slack.late']);
  },
);
