import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../../adapters/playground/slack/limits.ts';
import { type Slack, startSlack } from '../../../adapters/playground/slack/slack.ts';
import { grantsOf } from '../../../adapters/playground/slack/workspace.ts';
import { actions, button, call, plain, section, slackWith, type TestClock } from './kit.ts';

let slack: Slack & { clock: TestClock };
afterEach(() => slack.stop());

const general = 'C0GENERAL1';
const ada = 'U0ADA00001';
const modal = (more: object = {}) => ({ type: 'modal', title: plain('T'), blocks: [section('s')], ...more });

/** A trigger id as an interaction hands one out. */
async function trigger(): Promise<unknown> {
  slack.deliverTo(async () => ({ status: 200 }));
  const exchange = await slack.globalShortcut('ada', 'any');
  return exchange.sent.trigger_id;
}
async function posted(text = 'mine', more: object = {}): Promise<string> {
  await call(slack, 'chat.postMessage', { channel: general, text, ...more });
  return slack.visibleTo('ben', 'general').at(-1)?.ts ?? '';
}

describe('who may call', () => {
  it.each([
    ['no token', '', 'not_authed'],
    ['another token', 'xoxb-other', 'invalid_auth'],
    ['the app-level token', 'xapp-stand-in', 'not_allowed_token_type'],
  ])('%s: refused', async (_, token, error) => {
    slack = await slackWith();
    expect((await call(slack, 'auth.test', {}, token)).body).toEqual({ ok: false, error });
  });

  it('a token in the body is as good as one in the header, and neither is recorded', async () => {
    slack = await slackWith();
    const token = slack.workspace.bot.token;
    const response = await fetch(`${slack.apiUrl}auth.test`, {
      method: 'POST',
      body: new URLSearchParams({ token }),
    });
    expect(await response.json()).toMatchObject({
      ok: true,
      user_id: slack.workspace.bot.user_id,
      team_id: 'T0TEAM0001',
    });
    expect(JSON.stringify(slack.exchanges)).not.toContain(token);
  });

  it('nobody after the app was uninstalled', async () => {
    slack = await slackWith();
    slack.deliverTo(async () => ({ status: 200 }));
    const told = await slack.uninstall();
    expect(told.map((each) => each?.sent.event)).toMatchObject([
      { type: 'tokens_revoked' },
      { type: 'app_uninstalled' },
    ]);
    expect((await call(slack, 'auth.test', {})).body).toEqual({ ok: false, error: 'account_inactive' });
  });

  it('each workspace has its own token, people and channels', async () => {
    const other = { team: { id: 'T0TEAM0002', name: 'Other', domain: 'other' }, botToken: 'xoxb-other' };
    const people = [{ id: 'U0ZOE00001', name: 'zoe', real_name: 'Zoe', tz: 'UTC' }];
    slack = await slackWith({
      workspaces: [{}, { ...other, people, channels: [{ id: 'C0OTHER001', name: 'other', bot: true }] }],
    });
    await call(slack, 'chat.postMessage', { channel: 'C0OTHER001', text: 'Hi' }, 'xoxb-other');
    expect(slack.visibleTo('zoe', 'other').map((message) => message.text)).toEqual(['Hi']);
    const crossed = await call(slack, 'chat.postMessage', { channel: 'C0OTHER001', text: 'Hi' });
    expect(crossed.body).toEqual({ ok: false, error: 'channel_not_found' });
  });

  it('with the scopes of the manifest only', async () => {
    const grants = grantsOf({ oauth_config: { scopes: { bot: ['commands'] } } });
    slack = await slackWith({ workspaces: [{ grants }] });
    expect((await call(slack, 'chat.postMessage', { channel: general, text: 'Hi' })).body).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'commands',
    });
  });
});

describe('reading', () => {
  it.each([
    ['unknown methods', 'chat.shout', {}, { ok: false, error: 'unknown_method' }],
    ['api.test', 'api.test', { foo: 'bar' }, { ok: true, args: { foo: 'bar' } }],
    [
      'a person and their time zone',
      'users.info',
      { user: 'U0CHA00001' },
      { ok: true, user: { tz: 'Asia/Kolkata', tz_offset: 19_800 } },
    ],
    ['a person west of Greenwich', 'users.info', { user: 'U0BEN00001' }, { user: { tz_offset: -18_000 } }],
    ['nobody', 'users.info', { user: 'U0' }, { ok: false, error: 'user_not_found' }],
    [
      'a public channel',
      'conversations.info',
      { channel: 'C0RANDOM01' },
      { channel: { name: 'random', is_member: false } },
    ],
    ['no channel', 'conversations.info', { channel: 'C0' }, { ok: false, error: 'channel_not_found' }],
    [
      'a conversation with someone',
      'conversations.open',
      { users: ada },
      { ok: true, channel: { id: expect.stringMatching(/^D/) } },
    ],
    [
      'a conversation with nobody',
      'conversations.open',
      { users: 'U0' },
      { ok: false, error: 'user_not_found' },
    ],
  ])('%s', async (_, method, args, expected) => {
    slack = await slackWith();
    expect((await call(slack, method, args)).body).toMatchObject(expected);
  });
});

describe('posting', () => {
  it.each([
    ['nowhere', { channel: 'C0' }, 'channel_not_found'],
    ['where the bot is not', { channel: 'C0RANDOM01' }, 'not_in_channel'],
    ['in an archived channel', { channel: 'C0OLDNEWS1' }, 'is_archived'],
    ['without words', { channel: general, text: '' }, 'no_text'],
    ['blocks without words', { channel: general, text: undefined, blocks: [section('s')] }, 'no_text'],
    ['an unknown block', { channel: general, blocks: [{ type: 'hero' }] }, 'invalid_blocks'],
    ['under a thread that is none', { channel: general, thread_ts: '1.1' }, 'thread_not_found'],
  ])('%s: refused', async (_, args, error) => {
    slack = await slackWith();
    expect((await call(slack, 'chat.postMessage', { text: 'Hi', ...args })).body).toMatchObject({
      ok: false,
      error,
    });
    expect(slack.visibleTo('ada', 'general')).toEqual([]);
  });

  it('says what is wrong with blocks in the form the platform uses', async () => {
    slack = await slackWith();
    const { body } = await call(slack, 'chat.postMessage', {
      channel: general,
      text: 't',
      blocks: [section('x'.repeat(3001))],
    });
    expect(body).toEqual({
      ok: false,
      error: 'invalid_blocks',
      errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      response_metadata: {
        messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      },
    });
    expect(slack.exchanges.at(-1)?.problems).toHaveLength(1);
  });

  it('takes forms with JSON in them, a channel name, a person, and chat:write.public', async () => {
    slack = await slackWith({
      workspaces: [{ grants: { scopes: new Set(['chat:write', 'chat:write.public']) } }],
    });
    const form = {
      token: slack.workspace.bot.token,
      channel: '#random',
      text: 't',
      blocks: JSON.stringify([section('s')]),
    };
    await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', body: new URLSearchParams(form) });
    expect(slack.visibleTo('ada', 'random')).toMatchObject([{ text: 't', blocks: [{ type: 'section' }] }]);
    await call(slack, 'chat.postMessage', { channel: ada, text: 'Good morning' });
    expect(slack.directWith('ada').map((message) => message.text)).toEqual(['Good morning']);
    expect(slack.visibleTo('ben', 'random')).toHaveLength(1);
  });

  it('keeps a private channel from those outside it', async () => {
    slack = await slackWith();
    await call(slack, 'chat.postMessage', { channel: 'C0PLATFORM', text: 'Secret' });
    expect([
      slack.visibleTo('ada', 'platform').length,
      slack.visibleTo('chandra', 'platform').length,
    ]).toEqual([1, 0]);
  });

  it('ephemeral: to one person inside, and changed by nobody', async () => {
    slack = await slackWith();
    const to = { channel: 'C0PLATFORM', text: 'psst' };
    expect((await call(slack, 'chat.postEphemeral', { ...to, user: 'U0CHA00001' })).body).toMatchObject({
      error: 'user_not_in_channel',
    });
    await call(slack, 'chat.postEphemeral', { ...to, user: ada });
    expect(slack.visibleTo('ben', 'platform')).toEqual([]);
    const ts = slack.visibleTo('ada', 'platform')[0]?.ts;
    expect((await call(slack, 'chat.update', { ...to, ts })).body).toMatchObject({
      error: 'message_not_found',
    });
  });

  it('updates and deletes its own messages only; text alone takes the blocks away', async () => {
    slack = await slackWith();
    const ts = await posted('mine', { blocks: [actions(button('b'))] });
    await call(slack, 'chat.update', { channel: general, ts, text: 'new' });
    expect(slack.visibleTo('ada', 'general')).toMatchObject([{ text: 'new', blocks: [], edited: true }]);
    await slack.type('ada', 'general', 'hers');
    const hers = slack.visibleTo('ada', 'general').at(-1)?.ts;
    const of = { channel: general, ts: hers };
    expect((await call(slack, 'chat.update', { ...of, text: 'x' })).body).toMatchObject({
      error: 'cant_update_message',
    });
    expect((await call(slack, 'chat.delete', of)).body).toMatchObject({ error: 'cant_delete_message' });
    expect((await call(slack, 'chat.update', { channel: general, ts: '1.1', text: 'x' })).body).toMatchObject(
      { error: 'message_not_found' },
    );
    await call(slack, 'chat.delete', { channel: general, ts });
    expect(slack.visibleTo('ada', 'general').map((message) => message.text)).toEqual(['hers']);
  });

  it('about once a second in a channel, where that is counted', async () => {
    slack = await slackWith({ channelMessageMs: limits.channelMessageMs });
    await posted();
    slack.clock.pass(400);
    const second = await call(slack, 'chat.postMessage', { channel: general, text: 'again' });
    expect([second.status, second.headers.get('retry-after'), second.body]).toEqual([
      429,
      '1',
      { ok: false, error: 'ratelimited' },
    ]);
    expect((await call(slack, 'chat.postMessage', { channel: 'C0PLATFORM', text: 'elsewhere' })).status).toBe(
      200,
    );
    slack.clock.pass(600);
    expect((await call(slack, 'chat.postMessage', { channel: general, text: 'again' })).status).toBe(200);
  });
});

describe('views', () => {
  it('a trigger id is good once', async () => {
    slack = await slackWith();
    const trigger_id = await trigger();
    expect((await call(slack, 'views.open', { trigger_id, view: modal() })).body).toMatchObject({
      ok: true,
      view: { type: 'modal' },
    });
    expect((await call(slack, 'views.open', { trigger_id, view: modal() })).body).toEqual({
      ok: false,
      error: 'exchanged_trigger_id',
    });
  });

  it('and for three seconds', async () => {
    slack = await slackWith();
    const [one, other] = [await trigger(), await trigger()];
    slack.clock.pass(3_000);
    expect((await call(slack, 'views.open', { trigger_id: one, view: modal() })).body).toMatchObject({
      ok: true,
    });
    slack.clock.pass(1);
    const late = await call(slack, 'views.open', { trigger_id: other, view: modal() });
    expect(late.body).toEqual({ ok: false, error: 'expired_trigger_id' });
  });

  it.each([
    ['an invented trigger id', { trigger_id: '1.2.3', view: modal() }, 'invalid_trigger_id'],
    ['no trigger id', { view: modal() }, 'invalid_arguments'],
    ['no view', { trigger_id: '1.2.3' }, 'invalid_arguments'],
    ['a Home as a modal', { trigger_id: '1.2.3', view: { type: 'home', blocks: [] } }, 'invalid_arguments'],
  ])('%s: refused', async (_, args, error) => {
    slack = await slackWith();
    expect((await call(slack, 'views.open', args)).body).toMatchObject({ ok: false, error });
  });

  it('three on the stack, not four', async () => {
    slack = await slackWith();
    const errors: unknown[] = [];
    for (const method of ['views.push', 'views.open', 'views.push', 'views.push', 'views.push']) {
      const { body } = await call(slack, method, { trigger_id: await trigger(), view: modal() });
      errors.push(body !== null && typeof body === 'object' && 'error' in body ? body.error : 'ok');
    }
    expect(errors).toEqual(['not_found', 'ok', 'ok', 'ok', 'push_limit_reached']);
  });

  it('are updated by id or external id, with the hash they have, while they are open', async () => {
    slack = await slackWith();
    await call(slack, 'views.open', { trigger_id: await trigger(), view: modal({ external_id: 'one' }) });
    const view_id = slack.modalOf('ada')?.id;
    const update = (args: object) =>
      call(slack, 'views.update', { view: modal({ title: plain('New'), external_id: 'one' }), ...args });
    expect((await update({ view_id, hash: 'old' })).body).toEqual({ ok: false, error: 'hash_conflict' });
    expect((await update({ external_id: 'one' })).body).toMatchObject({
      ok: true,
      view: { title: { text: 'New' } },
    });
    expect((await update({ view_id: 'V0' })).body).toEqual({ ok: false, error: 'not_found' });
    const again = { trigger_id: await trigger(), view: modal({ external_id: 'one' }) };
    expect((await call(slack, 'views.push', again)).body).toEqual({
      ok: false,
      error: 'duplicate_external_id',
    });
  });

  it('a Home is published for a person of the workspace', async () => {
    slack = await slackWith();
    const view = { type: 'home', blocks: [section('Hi')] };
    expect((await call(slack, 'views.publish', { user_id: 'U0', view })).body).toEqual({
      ok: false,
      error: 'user_not_found',
    });
    expect((await call(slack, 'views.publish', { user_id: ada, view: modal() })).body).toMatchObject({
      error: 'invalid_arguments',
    });
    await call(slack, 'views.publish', { user_id: ada, view });
    expect(slack.homeOf('ada')?.blocks).toMatchObject([{ type: 'section' }]);
    expect(slack.homeOf('ben')).toBeUndefined();
  });
});

describe('when it stops', () => {
  it('nothing is left open', async () => {
    slack = await slackWith();
    const other = await startSlack();
    other.deliverTo(async () => ({ status: 200 }));
    await other.type('ada', 'general', '/explain raft');
    await other.stop();
    await expect(fetch(`${other.apiUrl}api.test`)).rejects.toThrow();
  });

  it('whoever still waits for the bot is told that it is gone', async () => {
    slack = await slackWith();
    slack.deliverTo(() => new Promise(() => undefined));
    const asked = slack.type('ada', 'general', '/explain raft');
    await slack.stop();
    expect((await asked)?.failure?.error).toBe('dispatch_failed');
  });
});
