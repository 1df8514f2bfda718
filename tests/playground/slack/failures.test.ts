import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpRequest, sign } from '../../../adapters/playground/slack/deliver.ts';
import type { Slack } from '../../../adapters/playground/slack/slack.ts';
import { grantsOf } from '../../../adapters/playground/slack/workspace.ts';
import { actions, button, call, plain, section, slackWith, start, type TestClock } from './kit.ts';

let slack: Slack & { clock: TestClock };
beforeEach(async () => {
  slack = await slackWith();
});
afterEach(() => slack.stop());

const json = (body: object) => async () => ({
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});
const never = () => new Promise<never>(() => undefined);
const said = (user: string) => slack.visibleTo(user, 'general').map((message) => message.text);

describe('what a person sees when the bot does not do its part', () => {
  it('operation_timeout after three seconds, and a late answer changes nothing', async () => {
    let answer = (_: { status: number; body: string }) => {};
    slack.deliverTo(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const asked = slack.type('ada', 'general', '/explain raft');
    slack.clock.pass(2_999);
    await new Promise(setImmediate);
    expect(slack.workspace.failures).toEqual([]);
    slack.clock.pass(1);
    expect(await asked).toMatchObject({ status: 0, ms: 3_000, failure: { error: 'operation_timeout' } });
    answer({ status: 200, body: 'late' });
    expect(said('ada')).toEqual(['/explain failed with the error "operation_timeout"']);
    expect(said('ben')).toEqual([]);
  });

  it.each([
    ['a 500', async () => ({ status: 500 }), []],
    ['no connection', () => Promise.reject(new Error('refused')), []],
    ['an unknown block', json({ text: 't', blocks: [{ type: 'hero' }] }), ['invalid_blocks']],
    ['blocks without text', json({ blocks: [section('s')] }), ['no_text']],
    ['JSON that is no message', json([]), ['invalid_arguments']],
  ])('dispatch_failed for %s', async (_, deliver, errors) => {
    slack.deliverTo(deliver);
    const exchange = await slack.type('ada', 'general', '/explain raft');
    expect(exchange?.problems.map((problem) => problem.error)).toEqual(errors);
    expect(said('ada')).toEqual(['/explain failed with the error "dispatch_failed"']);
    expect(slack.workspace.failures).toHaveLength(1);
  });

  it('a view stays open where its answer is refused', async () => {
    slack.deliverTo(async () => ({ status: 200 }));
    const { sent } = await slack.globalShortcut('ada', 'ask');
    const view = { type: 'modal', title: plain('T'), blocks: [section('s')] };
    await call(slack, 'views.open', { trigger_id: sent.trigger_id, view });
    slack.deliverTo(json({ response_action: 'errors', errors: { nowhere: 'no' } }));
    const open = slack.modalOf('ada');
    if (!open) throw new Error('no modal');
    const exchange = await slack.submit('ada', open);
    expect([exchange?.failure?.error, slack.modalOf('ada')?.id]).toEqual(['dispatch_failed', open.id]);
  });

  it('an answer to a press is ignored, and noted', async () => {
    await call(slack, 'chat.postMessage', {
      channel: 'C0GENERAL1',
      text: 't',
      blocks: [actions(button('b'))],
    });
    slack.deliverTo(json({ text: 'not here' }));
    const [message] = slack.visibleTo('ada', 'general');
    if (!message) throw new Error('no message');
    const exchange = await slack.press('ada', message, 'b');
    expect([exchange.problems[0]?.error, said('ada')]).toEqual(['ignored', ['t']]);
  });

  it('options that are refused are not offered', async () => {
    const select = { type: 'external_select', action_id: 'e', min_query_length: 0 };
    await call(slack, 'chat.postMessage', {
      channel: 'C0GENERAL1',
      text: 't',
      blocks: [{ type: 'actions', elements: [select] }],
    });
    slack.deliverTo(json({ options: [{ text: plain('x'.repeat(76)), value: 'v' }] }));
    const [message] = slack.visibleTo('ada', 'general');
    if (!message) throw new Error('no message');
    const { exchange, options } = await slack.suggest('ada', message, 'e', '');
    expect([exchange?.problems.length, options]).toEqual([1, []]);
    await expect(slack.select('ada', message, 'e', 'v')).rejects.toThrow('No option "v"');
  });
});

describe('what a person cannot do', () => {
  it('press a button of another person, or one that is not there', async () => {
    const ephemeral = {
      channel: 'C0GENERAL1',
      user: 'U0ADA00001',
      text: 't',
      blocks: [actions(button('b'))],
    };
    await call(slack, 'chat.postEphemeral', ephemeral);
    const [message] = slack.visibleTo('ada', 'general');
    if (!message) throw new Error('no message');
    await expect(slack.press('ben', message, 'b')).rejects.toThrow('sees no message');
    await expect(slack.press('ada', message, 'c')).rejects.toThrow('no element c');
  });

  it.each([
    ['write where they are not', () => slack.type('chandra', 'platform', '/explain x'), 'not in a channel'],
    ['write in an archive', () => slack.type('ada', 'old-news', '/explain x'), 'archived'],
    [
      'use a command in a thread',
      () => slack.type('ada', 'general', '/explain x', { thread: '1.1' }),
      'threads',
    ],
    ['be nobody', () => slack.type('eve', 'general', '/explain x'), 'nobody called eve'],
  ])('%s', async (_, act, words) => {
    await expect(act()).rejects.toThrow(words);
  });

  it('use what the manifest does not register', async () => {
    await slack.stop();
    const grants = grantsOf({
      features: { slash_commands: [{ command: '/explain' }], shortcuts: [{ callback_id: 'ask' }] },
      oauth_config: { scopes: { bot: ['commands', 'app_mentions:read'] } },
      settings: { event_subscriptions: { bot_events: ['message.im'] } },
    });
    slack = await slackWith({ workspaces: [{ grants }] });
    slack.deliverTo(async () => ({ status: 200 }));
    expect(await slack.type('ada', 'general', '/explain x')).toBeDefined();
    expect(await slack.type('ada', 'general', '/other x')).toBeUndefined();
    expect(said('ada')).toEqual(['/other is not a valid command.']);
    await expect(slack.globalShortcut('ada', 'other')).rejects.toThrow('no shortcut');
    // Not subscribed, and subscribed without the scope.
    expect(await slack.mention('ada', 'general', 'hi')).toBeUndefined();
    expect(await slack.direct('ada', 'hi')).toBeUndefined();
  });
});

describe('events that are not acknowledged', () => {
  it('come again at once, after a minute and after five, with the same event_id', async () => {
    const got: HttpRequest[] = [];
    slack.deliverTo(async (request) => {
      got.push(request);
      return { status: 500 };
    });
    await slack.mention('ada', 'general', 'raft');
    await slack.retryDue();
    expect(await slack.retryDue()).toEqual([]);
    slack.clock.pass(60_000);
    await slack.retryDue();
    slack.clock.pass(299_999);
    expect(await slack.retryDue()).toEqual([]);
    slack.clock.pass(1);
    const [last] = await slack.retryDue();
    slack.clock.pass(3_600_000);
    expect(await slack.retryDue()).toEqual([]);
    expect(got.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    expect(got[1]?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(got.map(({ raw }) => raw.toString())).size).toBe(1);
    if (!last) throw new Error('no last retry');
    expect(() => slack.replay(last)).toThrow('third');
  });

  it('say why they come again', async () => {
    slack.deliverTo(() => Promise.reject(new Error('refused')));
    await slack.mention('ada', 'general', 'raft');
    const [refused] = await slack.retryDue();
    expect(refused?.retry).toEqual({ num: 1, reason: 'connection_failed' });
    slack.deliverTo(never);
    slack.clock.pass(60_000);
    const again = slack.retryDue();
    slack.clock.pass(3_000);
    expect((await again)[0]?.status).toBe(0);
    slack.clock.pass(300_000);
    slack.deliverTo(async () => ({ status: 200 }));
    expect((await slack.retryDue())[0]?.retry).toEqual({ num: 3, reason: 'http_timeout' });
  });

  it('do not come again where the bot says X-Slack-No-Retry', async () => {
    slack.deliverTo(async () => ({ status: 500, headers: { 'X-Slack-No-Retry': '1' } }));
    await slack.mention('ada', 'general', 'raft');
    expect(await slack.retryDue()).toEqual([]);
  });
});

describe('requests to the bot', () => {
  it('are signed over the exact bytes, by the injected clock', async () => {
    const got: HttpRequest[] = [];
    slack.deliverTo(async (request) => {
      got.push(request);
      return { status: 200 };
    }, '/hooks');
    await slack.type('ada', 'general', '/explain ünï');
    const [request] = got;
    const timestamp = start / 1000;
    expect(request?.path).toBe('/hooks');
    expect(request?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': sign(slack.signingSecret, timestamp, request?.raw.toString('utf8') ?? ''),
    });
    expect(sign('8f742231b10e8888abcd99yyyzzz85a5', 1531420618, 'token=x')).toMatch(/^v0=[0-9a-f]{64}$/);
  });

  it('reach a real address', async () => {
    const bot = await slackWith();
    slack.deliverTo(`${bot.apiUrl}api.test`);
    const exchange = await slack.mention('ada', 'general', 'raft');
    expect(exchange).toMatchObject({ status: 200, answer: { ok: true } });
    await bot.stop();
  });
});

describe('the switchboard of failures', () => {
  const post = (text: string) => call(slack, 'chat.postMessage', { channel: 'C0GENERAL1', text });

  it('answers 429 with Retry-After once, then works', async () => {
    slack.fail(({ method }) => (method === 'chat.postMessage' ? { status: 429, retryAfter: 7 } : undefined));
    expect((await call(slack, 'auth.test', {})).status).toBe(200);
    const limited = await post('one');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await post('two')).status).toBe(200);
    expect(said('ben')).toEqual(['two']);
  });

  it('answers 500 as often as asked, by what is sent', async () => {
    slack.fail(({ args }) => (args.text === 'bad' ? { status: 500 } : undefined), 2);
    const statuses = [];
    for (const text of ['bad', 'good', 'bad', 'bad']) statuses.push((await post(text)).status);
    expect(statuses).toEqual([500, 200, 500, 200]);
  });

  it.each([
    ['before', []],
    ['after', ['one']],
  ] as const)('cuts the connection %s the call was carried out', async (cut, left) => {
    slack.fail(() => ({ cut }));
    await expect(post('one')).rejects.toThrow();
    expect(said('ben')).toEqual(left);
  });

  it.each([
    ['before', []],
    ['after', ['one']],
  ] as const)('takes the request and never answers (%s the call)', async (silent, left) => {
    const taken = Promise.withResolvers<void>();
    slack.fail(() => {
      taken.resolve();
      return { silent };
    });
    const asked = post('one');
    asked.catch(() => undefined);
    await taken.promise;
    // Only the end of the server ends the wait.
    await slack.stop();
    await expect(asked).rejects.toThrow();
    expect(said('ben')).toEqual(left);
  });

  it('takes a rule away again', async () => {
    const mend = slack.fail(() => ({ status: 500 }));
    mend();
    expect((await post('one')).status).toBe(200);
  });

  it('fails response URLs too', async () => {
    slack.deliverTo(async () => ({ status: 200 }));
    const exchange = await slack.type('ada', 'general', '/explain raft');
    slack.fail(({ method }) => (method === 'response_url' ? { status: 500 } : undefined));
    const response = await fetch(String(exchange?.sent.response_url), { method: 'POST', body: '{}' });
    expect(response.status).toBe(500);
  });
});

it('tells those who look on of every change, until they leave', async () => {
  let changes = 0;
  const leave = slack.subscribe(() => {
    changes++;
  });
  await call(slack, 'chat.postMessage', { channel: 'C0GENERAL1', text: 't' });
  const before = changes;
  leave();
  await call(slack, 'chat.postMessage', { channel: 'C0GENERAL1', text: 't' });
  expect([before > 0, changes === before]).toEqual([true, true]);
});
