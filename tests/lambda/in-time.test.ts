import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bot } from '../content.ts';
import { bundled } from '../kit/bundle.ts';
import { talkOnDiscord } from '../kit/discord.ts';
import { type Account, onLambda, openAccount } from '../kit/function.ts';
import { pressOn, type SlackConversation, talkOnSlack } from '../kit/slack.ts';

const SECOND = 1_000;
const NINE = Date.parse('2026-11-23T09:00:00Z');

let time: number;
let account: Account;
const now = () => time;

beforeAll(() => bundled('lambda'), 120_000);
beforeEach(() => {
  time = NINE;
});
afterEach(() => account.stop());

describe('Deadlines, and what comes twice, on Lambda', () => {
  let ada: SlackConversation;
  beforeEach(async () => {
    account = await openAccount(now);
    ada = await talkOnSlack(bot(), onLambda('HTTP API', account), now);
  });
  afterEach(async () => {
    expect(ada.complaints()).toEqual([]);
    await ada.close();
  });

  const said = () => ada.all('cleo').findLast((seen) => !seen.isPrivate)?.text ?? '';

  async function pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      time += SECOND;
      await ada.wake();
    }
  }

  test('GIVEN what has no deadline WHEN it is asked and pressed THEN nothing goes through the queue', async () => {
    await ada.types('/explain lambda');
    await ada.presses('Another likeness');
    await ada.types('/quiz');
    await ada.presses('A');
    expect(account.queue.sent).toEqual([]);
  });

  test('GIVEN questions of five seconds WHEN the clock does not come meanwhile THEN each ends within two seconds of its time', async () => {
    await ada.types('/challenge questions:2 seconds:5');
    await ada.wake();
    await ada.presses('Join');
    await ada.presses('Start now');
    // A channel takes a message a second.
    await pass(2);
    expect(said()).toContain('Question 1 of 2');
    await ada.presses('A');
    await pass(4);
    expect(said()).toContain('Question 1 of 2');
    await pass(3);
    expect(said()).toContain('is right');
    await pass(9);
    expect(said()).toContain('Question 2 of 2');
    // Not a minute has gone by, so all of it came from what was queued as it was saved.
    expect(time).toBeLessThan(NINE + 60 * SECOND);
  });

  // Lambda takes a chain of more than sixteen for a loop, drops what follows and writes to the account's owner.
  test('GIVEN a challenge WHEN it is played to its end THEN work came from work more often than Lambda lets it by itself, and the template says that it is meant so', async () => {
    await ada.types('/challenge questions:2 seconds:20');
    await ada.wake();
    await ada.presses('Join');
    await ada.presses('Start now');
    await pass(60);
    expect(said()).toContain('The challenge stopped');
    expect(account.queue.longestChain()).toBeGreaterThan(16);
    const template = readFileSync(join(import.meta.dirname, '../../deploy/template.yaml'), 'utf8');
    expect(template).toMatch(/^ {2}Work:\n(?: {4}.*\n)* {6}RecursiveLoop: Allow$/m);
  });

  test('GIVEN a queue that takes nothing WHEN a challenge is started THEN she is answered the same, and the clock begins it in the next minute', async () => {
    account.queue.refuse(true);
    expect((await ada.types('/challenge')).text).toContain('on its way');
    account.queue.refuse(false);
    await pass(59);
    expect(said()).toBe('');
    await pass(1);
    expect(said()).toContain('challenge');
  });

  test.each([
    ['http_timeout', 1],
    ['http_error', 2],
  ])(
    'GIVEN a mention that is answered WHEN Slack sends it again to another function, for %s, THEN there are %i answers',
    async (reason, answers) => {
      const asked = await ada.slack.mention('ada', 'general', 'what is a pod?');
      await ada.slack.idle();
      await ada.restart();
      if (asked) await ada.slack.replay(asked, reason);
      await ada.slack.idle();
      expect(ada.all('ben').filter(({ text }) => text.includes('Pod'))).toHaveLength(answers);
    },
  );
});

describe('A Slack that hangs', () => {
  let ada: SlackConversation;
  beforeEach(async () => {
    account = await openAccount(now, 'requests');
    ada = await talkOnSlack(bot(), onLambda('Function URL', account), now);
  });
  afterEach(async () => {
    // Among them, that nobody was kept waiting for three seconds.
    expect(ada.complaints()).toEqual([]);
    await ada.close();
  });

  test.each(['before', 'after'] as const)(
    'GIVEN a card WHEN Slack falls silent %s it took the answer to a press THEN the press is acknowledged, and the card changes all the same',
    async (silent) => {
      await ada.types('/explain lambda');
      ada.slack.fail(({ method }) => (method === 'response_url' ? { silent } : undefined));
      const [card] = ada.slack.visibleTo('ada', 'general');
      if (card) await pressOn(ada.slack, card, 'Another likeness', 'ada');
      expect(account.queue.sent).toHaveLength(1);
      await ada.wake();
      expect(ada.sees()?.text).toContain('The courier who sets off when a letter is posted');
      expect(ada.count()).toBe(1);
    },
  );

  test('GIVEN a mention WHEN Slack is overloaded for a minute THEN the answer comes when it takes it, and the token was never in the queue', async () => {
    ada.slack.fail(({ method }) => (method === 'chat.postMessage' ? { status: 503 } : undefined), 3);
    await ada.slack.mention('ada', 'general', 'what is a pod?');
    await ada.slack.idle();
    for (let step = 0; step < 3; step += 1, time += 30 * SECOND) await ada.wake();
    expect(ada.all('ben').filter(({ text }) => text.includes('Pod'))).toHaveLength(1);
    expect(JSON.stringify(account.queue.sent)).not.toContain('xox');
    const [first] = account.queue.sent;
    expect(JSON.parse(first?.body ?? '{}').call.request).toMatch(/^Ev/);
  });

  test('GIVEN a mention WHEN Slack is away for longer than its answer is of use THEN it is given up', async () => {
    ada.slack.fail(({ method }) => (method === 'chat.postMessage' ? { status: 503 } : undefined), 999);
    await ada.slack.mention('ada', 'general', 'what is a pod?');
    await ada.slack.idle();
    for (let step = 0; step < 61; step += 1, time += 30 * SECOND) await ada.wake();
    expect(account.queue.receive()).toEqual([]);
    expect(account.queue.deadLetters).toEqual([]);
  });

  test('GIVEN who manages cannot be asked WHEN a manager types a command THEN she is told in time to try again, and not that she may not', async () => {
    ada.slack.fail(({ method }) => (method === 'users.info' ? { silent: 'before' } : undefined));
    const seen = await ada.types('/daily on 9:30');
    expect(seen.text).toContain('try again in a moment');
    expect(seen.isPrivate).toBe(true);
  });
});

describe('A table that hangs', () => {
  const silent = createServer(() => {});
  beforeEach(async () => {
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const endpoint = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    account = await openAccount(now, 'timers');
    account = { ...account, table: { ...account.table, endpoint } };
  });
  afterEach(async () => {
    silent.closeAllConnections();
    silent.close();
    await once(silent, 'close');
  });

  test.each([
    ['Slack', () => talkOnSlack(bot(), onLambda('Function URL', account), now)],
    ['Discord', () => talkOnDiscord(bot(), onLambda('HTTP API', account), now)],
  ] as const)('GIVEN %s WHEN a quiz is asked for THEN she is told in time', async (_name, open) => {
    const ada = await open();
    const seen = await ada.types('/quiz');
    // The second request that hangs fails right before the time is up; here timers are hurried, and work is not.
    expect(seen.text).toMatch(/Something went wrong on our side|That took too long/);
    expect(seen.isPrivate).toBe(true);
    expect(ada.complaints()).toEqual([]);
    await ada.close();
  });
});
