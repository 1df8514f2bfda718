import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isObject, type Json, parseJson } from '../../../adapters/playground/slack/json.ts';
import type { Slack } from '../../../adapters/playground/slack/slack.ts';
import type { Exchange } from '../../../adapters/playground/slack/world.ts';
import { actions, button, call, plain, section, slackWith, type TestClock } from './kit.ts';

/** The samples are described in tests/contracts/samples/README.md; only the shape is compared. */
function sample(name: string): Json | undefined {
  const file = readFileSync(new URL(`../../contracts/samples/slack.${name}.json`, import.meta.url), 'utf8');
  const value = parseJson(file);
  return isObject(value) ? (value.payload ?? value.body) : undefined;
}

/** Every path in a payload with the type that stands there, apart from the bot's own content. */
function shape(value: Json | undefined, at = ''): string[] {
  if (/\.(blocks|values|title|submit|close|placeholder|selected_option|metadata)$/.test(at)) return [at];
  if (Array.isArray(value)) return [...new Set(value.flatMap((each) => shape(each, `${at}[]`)))];
  if (isObject(value)) return Object.entries(value).flatMap(([name, each]) => shape(each, `${at}.${name}`));
  return [`${at}: ${value === null ? 'null' : typeof value}`];
}

describe('payloads have the shape of the samples', () => {
  let slack: Slack & { clock: TestClock };
  const question = {
    type: 'input',
    block_id: 'q',
    label: plain('Q'),
    optional: true,
    element: { type: 'plain_text_input', action_id: 'v' },
  };
  const select = {
    type: 'static_select',
    action_id: 'pick',
    placeholder: plain('Pick'),
    options: [{ text: plain('Raft'), value: 'raft' }],
  };
  const external = {
    type: 'input',
    block_id: 'pick',
    label: plain('P'),
    optional: true,
    element: { type: 'external_select', action_id: 'e', min_query_length: 0 },
  };

  beforeEach(async () => {
    slack = await slackWith();
    slack.deliverTo(async () => ({ status: 200 }));
  });
  afterEach(() => slack.stop());

  async function message(more: object = {}, method = 'chat.postMessage') {
    const blocks = [section('card'), { type: 'actions', elements: [button('more'), select] }];
    await call(slack, method, { channel: 'C0GENERAL1', text: 'Card', blocks, user: 'U0ADA00001', ...more });
    const posted = slack.visibleTo('ada', 'general').at(-1);
    if (!posted) throw new Error('not posted');
    return posted;
  }
  async function modal() {
    const shortcut = await slack.globalShortcut('ada', 'ask');
    const view = {
      type: 'modal',
      callback_id: 'ask',
      title: plain('Ask'),
      submit: plain('Ask'),
      notify_on_close: true,
      blocks: [question, external],
    };
    await call(slack, 'views.open', { trigger_id: shortcut.sent.trigger_id, view });
    const opened = slack.modalOf('ada');
    if (!opened) throw new Error('not opened');
    return opened;
  }
  async function home() {
    await call(slack, 'views.publish', {
      user_id: 'U0ADA00001',
      view: { type: 'home', blocks: [actions(button('more'))] },
    });
    const view = slack.homeOf('ada');
    if (!view) throw new Error('not published');
    return view;
  }
  async function inThread() {
    const parent = await message();
    return slack.mention('ada', 'general', 'explain raft', { thread: parent.ts });
  }
  const first = async (told: Promise<(Exchange | undefined)[]>) => (await told)[0];

  const acts: [string, () => Promise<Exchange | undefined>][] = [
    ['slash-command', () => slack.type('ada', 'general', '/explain CAP theorem')],
    ['slash-command.private-channel', () => slack.type('ada', 'platform', '/explain CAP theorem')],
    [
      'slash-command.dm',
      async () => {
        await slack.direct('ada', 'hello');
        return slack.type('ada', slack.directWith('ada')[0]?.channel ?? '', '/explain CAP theorem');
      },
    ],
    ['block-actions.button', async () => slack.press('ada', await message(), 'more')],
    [
      'block-actions.ephemeral',
      async () => slack.press('ada', await message({}, 'chat.postEphemeral'), 'more'),
    ],
    ['block-actions.static-select', async () => slack.select('ada', await message(), 'pick', 'raft')],
    ['block-actions.home', async () => slack.press('ada', await home(), 'more')],
    ['block-suggestion', async () => (await slack.suggest('ada', await modal(), 'e', 'cons')).exchange],
    ['view-submission', async () => slack.submit('ada', await modal(), { q: 'raft' })],
    ['view-submission.null-value', async () => slack.submit('ada', await modal())],
    ['view-closed', async () => first(slack.close('ada', await modal()))],
    ['global-shortcut', () => slack.globalShortcut('ada', 'ask_global')],
    [
      'message-shortcut',
      async () => {
        await slack.type('ben', 'general', 'we need idempotency & backpressure here');
        const theirs = slack.visibleTo('ada', 'general').at(-1) ?? (await message());
        return slack.messageShortcut('ada', theirs, 'explain_message');
      },
    ],
    ['event.app-mention', () => slack.mention('ada', 'general', 'explain raft')],
    ['event.app-mention.in-thread', inThread],
    ['event.message-im', () => slack.direct('ada', 'what is a bloom filter?')],
    ['event.app-home-opened', () => slack.openHome('ada')],
    ['event.app-uninstalled', async () => (await slack.uninstall())[1]],
    ['event.tokens-revoked', () => first(slack.uninstall())],
    ['event.member-joined-channel', () => slack.invite('ada', 'random')],
  ];

  /** Present in some real payloads and not in others; either is right. Slack adds `emoji` to text without it. */
  const may = ['.user.username: string', '.event.blocks', '.actions[].text.emoji: boolean'];

  it.each(acts)('%s', async (name, act) => {
    const exchange = await act();
    const sent = exchange?.sent;
    const differing = (one: string[], other: string[]) =>
      one.filter((each) => !other.includes(each) && !may.includes(each));
    const [ours, theirs] = [shape(sent), shape(sample(name))];
    expect({ more: differing(ours, theirs), less: differing(theirs, ours) }).toEqual({ more: [], less: [] });
  });
});
