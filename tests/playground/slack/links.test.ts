import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOr } from '../../../adapters/playground/slack/json.ts';
import type { Slack } from '../../../adapters/playground/slack/slack.ts';
import { actions, button, call, respond, section, slackWith, type TestClock } from './kit.ts';

describe('a response_url', () => {
  let slack: Slack & { clock: TestClock };
  let url: string;
  const seen = (user: string) => slack.visibleTo(user, 'general').map((message) => message.text);

  beforeEach(async () => {
    slack = await slackWith();
    slack.deliverTo(async () => ({ status: 200 }));
    const exchange = await slack.type('ada', 'general', '/explain raft');
    url = textOr(exchange?.sent.response_url);
  });
  afterEach(() => slack.stop());

  /** The response_url of a press on the bot's own public message. */
  async function pressed(): Promise<string> {
    await call(slack, 'chat.postMessage', {
      channel: 'C0GENERAL1',
      text: 'Public',
      blocks: [actions(button('b'))],
    });
    const message = slack.visibleTo('ada', 'general').at(-1);
    if (!message) throw new Error('no message');
    return textOr((await slack.press('ada', message, 'b')).sent.response_url);
  }

  it('answers to one person, unless it says in_channel', async () => {
    await respond(url, { text: 'For Ada' });
    await respond(url, { text: 'For all', response_type: 'in_channel' });
    expect([seen('ada'), seen('ben')]).toEqual([['For Ada', 'For all'], ['For all']]);
  });

  it('replaces or deletes the message it came from', async () => {
    const own = await pressed();
    await respond(own, { replace_original: true, text: 'Changed' });
    expect(seen('ben')).toEqual(['Changed']);
    await respond(own, { delete_original: true });
    expect(seen('ben')).toEqual([]);
  });

  it('is good five times', async () => {
    for (let use = 1; use <= 5; use++) expect((await respond(url, { text: `${use}` })).status).toBe(200);
    expect(await respond(url, { text: '6' })).toEqual({
      status: 404,
      text: '{"ok":false,"error":"used_url"}',
    });
    expect(seen('ada')).toHaveLength(5);
    expect(slack.exchanges.at(-2)?.limits).toContainEqual({ limit: 'response_url uses', used: 5, of: 5 });
  });

  it('is good for thirty minutes', async () => {
    slack.clock.pass(30 * 60_000);
    expect((await respond(url, { text: 'in time' })).status).toBe(200);
    slack.clock.pass(1);
    expect(await respond(url, { text: 'late' })).toEqual({
      status: 404,
      text: '{"ok":false,"error":"expired_url"}',
    });
  });

  it.each([
    ['a faulty block', { text: 't', blocks: [{ type: 'hero' }] }, 'invalid_blocks'],
    ['blocks without text', { blocks: [section('s')] }, 'no_text'],
  ])('refuses %s', async (_, message, error) => {
    expect(await respond(url, message)).toEqual({ status: 400, text: JSON.stringify({ ok: false, error }) });
    expect(slack.exchanges.at(-1)?.problems).not.toEqual([]);
  });

  it('is not guessed', async () => {
    expect((await respond(`${url}x`, { text: 't' })).status).toBe(404);
  });

  it("does not replace a person's message", async () => {
    await slack.type('ben', 'general', 'words');
    const message = slack.visibleTo('ada', 'general').at(-1);
    if (!message) throw new Error('no message');
    const exchange = await slack.messageShortcut('ada', message, 'explain');
    const refused = await respond(textOr(exchange.sent.response_url), {
      replace_original: true,
      text: 'mine',
    });
    expect([refused.status, seen('ben')]).toEqual([400, ['words']]);
  });
});
