import { describe, expect, onTestFinished, test } from 'vitest';
import { startDiscord } from '../../adapters/playground/discord/stand-in.ts';
import { startSlack } from '../../adapters/playground/slack/slack.ts';

describe('GIVEN stand-ins that run for days', () => {
  test('WHEN Slack forgets what is old THEN the newest stays, and numbers go on', async () => {
    const slack = await startSlack({ now: () => 1_000 });
    onTestFinished(() => slack.stop());
    slack.deliverTo(async () => ({ status: 200 }));
    for (let index = 0; index < 12; index += 1) await slack.type('ada', 'general', `/explain ${index}`);
    await slack.type('ada', 'general', 'the last word');
    slack.forget(5);
    expect(slack.exchanges.map(({ id }) => id)).toEqual([8, 9, 10, 11, 12]);
    expect(slack.visibleTo('ada', 'general').map(({ text }) => text)).toEqual(['the last word']);
    await slack.type('ada', 'general', '/explain more');
    expect(slack.exchanges.at(-1)?.id).toBe(13);
  });

  test('WHEN Discord forgets what is old THEN the newest stays', async () => {
    const discord = await startDiscord();
    onTestFinished(() => discord.close());
    const { people, channels } = discord.world;
    for (let index = 0; index < 12; index += 1)
      discord.say(people.ada.id, channels.general.id, `line ${index}`);
    discord.state.forget(2);
    const seen = discord.visibleTo(people.ada.id, channels.general.id);
    expect(seen.map((each) => each.kind === 'message' && each.message.content)).toEqual([
      'line 10',
      'line 11',
    ]);
  });
});

describe('GIVEN a message of the bot in Slack', () => {
  async function answered() {
    const slack = await startSlack({ now: () => 1_000 });
    onTestFinished(() => slack.stop());
    const body = JSON.stringify({ text: 'before', response_type: 'ephemeral' });
    slack.deliverTo(async () => ({ status: 200, headers: { 'content-type': 'application/json' }, body }));
    const exchange = await slack.type('ada', 'general', '/explain x');
    if (!exchange?.message) throw new Error('The exchange names no message.');
    return { slack, message: exchange.message };
  }

  test('WHEN it is drawn anew THEN its words change, unless Slack would refuse them', async () => {
    const { slack, message } = await answered();
    expect(slack.redraw(message, { text: 'after' })).toEqual([]);
    expect(slack.redraw(message, { text: '' })).toEqual([expect.objectContaining({ error: 'no_text' })]);
    expect(slack.visibleTo('ada', 'general').map(({ text }) => text)).toEqual(['after']);
  });

  test('WHEN somebody else dismisses it THEN it stays; WHEN its reader does THEN it is gone', async () => {
    const { slack, message } = await answered();
    slack.dismiss('ben', message);
    expect(slack.visibleTo('ada', 'general')).toHaveLength(1);
    slack.dismiss('ada', message);
    expect(slack.visibleTo('ada', 'general')).toHaveLength(0);
  });
});
