import { SocketModeReceiver } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { objectOr, textOr } from '../../../adapters/playground/slack/json.ts';
import type { Slack } from '../../../adapters/playground/slack/slack.ts';
import { actions, boltApp, button, call, noLog, plain, slackWith, type TestClock } from './kit.ts';

describe('a real Bolt app in Socket Mode', () => {
  let slack: Slack & { clock: TestClock };
  let receiver: SocketModeReceiver;
  let app: ReturnType<typeof boltApp>;

  beforeEach(async () => {
    slack = await slackWith();
    receiver = new SocketModeReceiver({
      appToken: slack.appToken,
      logger: noLog,
      // By itself the client comes back after five seconds; the tests say when.
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    });
    app = boltApp(slack, receiver);
    await app.start();
  });
  afterEach(async () => {
    const gone = new Promise((resolve) => receiver.client.once('disconnected', resolve));
    await app.stop();
    await gone;
    await slack.stop();
  });

  it('answers a slash command in the acknowledgement', async () => {
    app.command('/explain', ({ ack, command }) => ack({ text: `About ${command.text}` }));
    const exchange = await slack.type('ada', 'general', '/explain raft');
    expect(exchange).toMatchObject({ status: 200, answer: { text: 'About raft' } });
    expect(slack.visibleTo('ada', 'general')).toMatchObject([{ text: 'About raft', only_for: 'U0ADA00001' }]);
  });

  it('updates by respond(), opens a modal and hears its submission', async () => {
    app.command('/explain', ({ ack }) => ack({ text: 'First', blocks: [actions(button('more'))] }));
    app.action('more', async ({ ack, respond, client, body }) => {
      await ack();
      await respond({ replace_original: true, text: 'Second' });
      const view = {
        type: 'modal',
        callback_id: 'm',
        title: plain('M'),
        submit: plain('Go'),
        blocks: [],
      } as const;
      if ('trigger_id' in body)
        await client.views.open({ trigger_id: body.trigger_id, view: { ...view, blocks: [] } });
      done();
    });
    const { promise, resolve: done } = Promise.withResolvers<void>();
    app.view('m', ({ ack }) => ack({ response_action: 'clear' }));
    await slack.type('ada', 'general', '/explain raft');
    const [shown] = slack.visibleTo('ada', 'general');
    if (!shown) throw new Error('nothing to press');
    await slack.press('ada', shown, 'more');
    await promise;
    expect(slack.visibleTo('ada', 'general').map((message) => message.text)).toEqual(['Second']);
    const view = slack.modalOf('ada');
    if (!view) throw new Error('no modal');
    await slack.submit('ada', view);
    expect(slack.modalOf('ada')).toBeUndefined();
  });

  it('gets an event again, with retry fields instead of headers', async () => {
    const heard: unknown[] = [];
    app.event('app_mention', async ({ context }) => {
      heard.push([context.retryNum, context.retryReason]);
    });
    const first = await slack.mention('ada', 'general', 'raft');
    if (!first) throw new Error('not delivered');
    await slack.replay(first, 'timeout');
    expect(heard).toEqual([
      [undefined, undefined],
      [1, 'timeout'],
    ]);
  });

  it('shows operation_timeout where nothing is acknowledged within 3 s', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    app.command('/explain', async () => resolve());
    const asked = slack.type('ada', 'general', '/explain raft');
    await promise;
    slack.clock.pass(3_000);
    expect(await asked).toMatchObject({ status: 0, failure: { error: 'operation_timeout' } });
    expect(slack.visibleTo('ada', 'general')).toMatchObject([
      { user: 'USLACKBOT', text: '/explain failed with the error "operation_timeout"' },
    ]);
  });

  it('leaves at a disconnect frame, cannot be reached, and comes back on a new address', async () => {
    app.command('/explain', ({ ack }) => ack('Still here'));
    // GIVEN a bot that was told to go
    const gone = new Promise((resolve) => receiver.client.once('disconnected', resolve));
    slack.socketMode.disconnect('refresh_requested');
    await gone;
    // WHEN Ada asks meanwhile THEN Slack tells her that nobody answered
    const missed = await slack.type('ada', 'general', '/explain raft');
    expect(missed).toMatchObject({ status: 0, failure: { error: 'dispatch_failed' } });
    // WHEN the bot is back THEN it answers again
    await receiver.client.start();
    await slack.type('ada', 'general', '/explain raft');
    expect(slack.visibleTo('ada', 'general').at(-1)?.text).toBe('Still here');
    expect(slack.exchanges.filter((each) => each.kind === 'apps.connections.open')).toHaveLength(2);
  });

  it('opens a socket for the app-level token only, and for each address once', async () => {
    expect((await call(slack, 'apps.connections.open', {})).body).toEqual({
      ok: false,
      error: 'not_allowed_token_type',
    });
    expect((await call(slack, 'apps.connections.open', {}, 'xapp-other')).body).toEqual({
      ok: false,
      error: 'invalid_auth',
    });
    const opened = await call(slack, 'apps.connections.open', {}, slack.appToken);
    expect(opened.body).toMatchObject({
      ok: true,
      url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/link/),
    });
    const refused = new WebSocket(
      `${slack.apiUrl.replace('http', 'ws').replace('api/', 'link/')}?ticket=used`,
    );
    expect(await new Promise((resolve) => refused.addEventListener('error', () => resolve('refused')))).toBe(
      'refused',
    );
  });

  it('takes ten connections, not eleven', async () => {
    const opened: WebSocket[] = [];
    for (let more = 0; more < 9; more++) {
      const { body } = await call(slack, 'apps.connections.open', {}, slack.appToken);
      opened.push(new WebSocket(textOr(objectOr(body).url)));
    }
    await slack.socketMode.connected(10);
    expect((await call(slack, 'apps.connections.open', {}, slack.appToken)).body).toEqual({
      ok: false,
      error: 'too_many_websockets',
    });
    for (const each of opened) each.close();
  });
});
