import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Slack } from '../../../adapters/playground/slack/slack.ts';
import { actions, boltApp, button, plain, section, slackWith, type TestClock, TinyReceiver } from './kit.ts';

describe('a real Bolt app behind its own receiver, over signed HTTP', () => {
  let slack: Slack & { clock: TestClock };
  let app: App;

  beforeEach(async () => {
    slack = await slackWith();
    app = boltApp(slack, new TinyReceiver(slack));
    await app.start();
  });
  afterEach(() => slack.stop());

  const modal: ModalView = {
    type: 'modal',
    callback_id: 'ask',
    title: plain('Ask'),
    submit: plain('Ask'),
    blocks: [
      {
        type: 'input',
        block_id: 'q',
        label: plain('Concept'),
        element: { type: 'plain_text_input', action_id: 'v' },
      },
    ],
  };

  it('answers a slash command in the acknowledgement, to its person only', async () => {
    // GIVEN a bot that answers with blocks
    app.command('/explain', async ({ command, ack }) => {
      await ack({
        text: `About ${command.text}`,
        blocks: [section(`*${command.text}*`), actions(button('more'))],
      });
    });
    // WHEN Ada asks in #general
    const exchange = await slack.type('ada', 'general', '/explain R&D <b>');
    // THEN she sees it, escaped on the way in, and Ben does not
    expect(exchange).toMatchObject({ kind: 'slash_commands', status: 200, problems: [], from: 'slack' });
    expect(slack.visibleTo('ada', 'general').map((message) => message.text)).toEqual([
      'About R&amp;D &lt;b&gt;',
    ]);
    expect(slack.visibleTo('ben', 'general')).toEqual([]);
    expect(exchange?.limits).toContainEqual({ limit: 'blocks', used: 2, of: 50 });
  });

  it('shows an in_channel answer to everyone', async () => {
    app.command('/explain', ({ ack }) => ack({ response_type: 'in_channel', text: 'For all' }));
    await slack.type('ada', 'general', '/explain x');
    expect(slack.visibleTo('ben', 'general').map((message) => message.text)).toEqual(['For all']);
  });

  it('takes a plain string as an answer', async () => {
    app.command('/explain', ({ ack }) => ack('Just words'));
    await slack.type('ada', 'general', '/explain x');
    expect(slack.visibleTo('ada', 'general')[0]).toMatchObject({
      text: 'Just words',
      only_for: 'U0ADA00001',
    });
  });

  it('replaces an ephemeral message when its button is pressed and the bot calls respond()', async () => {
    app.command('/explain', ({ ack }) => ack({ text: 'First', blocks: [actions(button('more'))] }));
    app.action('more', async ({ ack, respond }) => {
      await ack();
      await respond({ replace_original: true, text: 'Second' });
    });
    await slack.type('ada', 'general', '/explain x');
    const [shown] = slack.visibleTo('ada', 'general');
    if (!shown) throw new Error('nothing to press');
    await slack.press('ada', shown, 'more');
    expect(slack.visibleTo('ada', 'general').map((message) => message.text)).toEqual(['Second']);
  });

  it('opens a modal from a press, refuses its errors, then closes it', async () => {
    app.shortcut('ask', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: modal });
    });
    const heard: unknown[] = [];
    app.view('ask', async ({ ack, view }) => {
      heard.push(view.state.values.q?.v?.value);
      await (heard.length === 1 ? ack({ response_action: 'errors', errors: { q: 'Unknown' } }) : ack());
    });
    // GIVEN a modal before Ada
    await slack.globalShortcut('ada', 'ask');
    const view = slack.modalOf('ada');
    if (!view) throw new Error('no modal');
    // WHEN she sends it empty THEN the client itself objects
    expect(await slack.submit('ada', view)).toBeUndefined();
    // WHEN she sends a word the bot does not know THEN the field says so
    await slack.submit('ada', view, { q: 'frobnicate' });
    expect(slack.modalOf('ada')?.errors).toEqual({ q: 'Unknown' });
    // WHEN she sends another THEN the modal is gone
    await slack.submit('ada', view, { q: 'raft' });
    expect(slack.modalOf('ada')).toBeUndefined();
    expect(heard).toEqual(['frobnicate', 'raft']);
  });

  it('pushes, updates and clears views by response_action', async () => {
    app.shortcut('ask', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: modal });
    });
    app.view('ask', ({ ack }) => ack({ response_action: 'push', view: { ...modal, callback_id: 'second' } }));
    app.view('second', ({ ack }) =>
      ack({ response_action: 'update', view: { ...modal, callback_id: 'third' } }),
    );
    app.view('third', ({ ack }) => ack({ response_action: 'clear' }));
    await slack.globalShortcut('ada', 'ask');
    const seen: unknown[] = [];
    for (let step = 0; step < 3; step++) {
      const view = slack.modalOf('ada');
      if (!view) throw new Error('no modal');
      await slack.submit('ada', view, { q: 'raft' });
      seen.push([slack.workspace.modals.get('U0ADA00001')?.length, slack.modalOf('ada')?.sent.callback_id]);
    }
    expect(seen).toEqual([
      [2, 'second'],
      [2, 'third'],
      [0, undefined],
    ]);
  });

  it('hears of a closed view that asked to be told', async () => {
    const heard: string[] = [];
    app.shortcut('ask', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: { ...modal, notify_on_close: true } });
    });
    app.view({ type: 'view_closed', callback_id: 'ask' }, async ({ ack, body }) => {
      heard.push(body.type);
      await ack();
    });
    await slack.globalShortcut('ada', 'ask');
    const view = slack.modalOf('ada');
    if (!view) throw new Error('no modal');
    const told = await slack.close('ada', view);
    expect([told.map((each) => each.status), heard]).toEqual([[200], ['view_closed']]);
  });

  it('answers a mention in its thread, and hears nothing where it was not invited', async () => {
    app.event('app_mention', async ({ event, say }) => {
      await say({ text: `You said: ${event.text}`, thread_ts: event.thread_ts ?? event.ts });
    });
    await slack.mention('ada', 'general', 'explain raft');
    const [asked, answered] = slack.visibleTo('ben', 'general');
    expect(answered).toMatchObject({ thread_ts: asked?.ts, text: expect.stringContaining('explain raft') });
    expect(await slack.mention('ada', 'random', 'explain raft')).toBeUndefined();
  });

  it('answers a direct message, and Bolt ignores its own echo', async () => {
    await slack.stop();
    slack = await slackWith({ echo: true });
    app = boltApp(slack, new TinyReceiver(slack));
    await app.start();
    app.message(async ({ say }) => {
      await say('Hello');
    });
    await slack.direct('ada', 'what is a bloom filter?');
    await slack.idle();
    expect(slack.directWith('ada').map((message) => message.text)).toEqual([
      'what is a bloom filter?',
      'Hello',
    ]);
    expect(slack.exchanges.filter((each) => each.kind === 'events_api')).toHaveLength(2);
  });

  it('publishes a Home and hears a press in it, without a response_url', async () => {
    app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [section('Welcome'), actions(button('start'))] },
      });
    });
    const payloads: object[] = [];
    app.action('start', async ({ ack, body }) => {
      payloads.push(body);
      await ack();
    });
    await slack.openHome('ada');
    const home = slack.homeOf('ada');
    if (!home) throw new Error('no home');
    await slack.press('ada', home, 'start');
    expect(payloads[0]).toMatchObject({ container: { type: 'view', view_id: home.id } });
    expect(payloads[0]).not.toHaveProperty('response_url');
  });

  it('asks for the options of an external select, then tells the choice', async () => {
    const select = { type: 'external_select', action_id: 'pick', min_query_length: 1 } as const;
    app.command('/explain', ({ ack }) =>
      ack({ text: 'Pick', blocks: [{ type: 'actions', elements: [select] }] }),
    );
    app.options('pick', async ({ ack, payload }) => {
      await ack({ options: [{ text: plain(`${payload.value}!`), value: payload.value }] });
    });
    const picked: unknown[] = [];
    app.action({ action_id: 'pick', type: 'block_actions' }, async ({ ack, action }) => {
      picked.push(action);
      await ack();
    });
    await slack.type('ada', 'general', '/explain');
    const [shown] = slack.visibleTo('ada', 'general');
    if (!shown) throw new Error('nothing to choose from');
    expect((await slack.suggest('ada', shown, 'pick', '')).exchange).toBeUndefined();
    await slack.select('ada', shown, 'pick', 'raft');
    expect(picked).toMatchObject([{ type: 'external_select', selected_option: { value: 'raft' } }]);
  });

  it('explains a message by its shortcut', async () => {
    app.shortcut('explain_message', async ({ ack, respond, shortcut }) => {
      await ack();
      if (shortcut.type === 'message_action') await respond({ text: `On: ${shortcut.message.text}` });
    });
    await slack.type('ben', 'general', 'we need backpressure');
    const [message] = slack.visibleTo('ada', 'general');
    if (!message) throw new Error('no message');
    await slack.messageShortcut('ada', message, 'explain_message');
    expect(slack.visibleTo('ada', 'general').at(-1)).toMatchObject({ text: 'On: we need backpressure' });
    expect(slack.visibleTo('ben', 'general')).toHaveLength(1);
  });

  it('gets the same event again with retry numbers', async () => {
    const heard: unknown[] = [];
    app.event('app_mention', async ({ body, context }) => {
      heard.push([body.event_id, context.retryNum, context.retryReason]);
    });
    const first = await slack.mention('ada', 'general', 'explain raft');
    if (!first) throw new Error('not delivered');
    const second = await slack.replay(first, 'http_timeout');
    await slack.replay(second);
    const id = first.sent.event_id;
    expect(heard).toEqual([
      [id, undefined, undefined],
      [id, 1, 'http_timeout'],
      [id, 2, 'http_timeout'],
    ]);
  });
});
