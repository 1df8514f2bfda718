import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bot } from '../content.ts';
import { objectsWhere } from '../kit/seen.ts';
import { type SlackConversation, show, talkOnSlack } from '../kit/slack.ts';

const simile = bot();
const ADA = 'ada';

describe.each(['http', 'socket'] as const)('Slack over %s', (way) => {
  let ada: SlackConversation;
  beforeEach(async () => {
    ada = await talkOnSlack(simile, way);
  });
  afterEach(async () => {
    expect(ada.complaints()).toEqual([]);
    await ada.close();
  });

  /** Waits until the bot has called a method of the Web API, or has posted to a response_url. */
  async function called(kind: string): Promise<void> {
    const there = () => ada.slack.exchanges.some((one) => one.kind === kind);
    if (there()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const leave = ada.slack.subscribe(() => there() && resolve());
    await promise;
    leave();
  }

  test('GIVEN a channel WHEN the bot is mentioned with a question THEN it answers in the thread, and nothing is offered for sharing', async () => {
    await ada.slack.mention(ADA, 'general', 'what is a pod?');
    await called('chat.postMessage');
    const [asked, answer] = ada.slack.visibleTo('ben', 'general');
    expect(answer?.thread_ts).toBe(asked?.ts);
    expect(answer && show(answer).text).toContain('Pod');
    expect(answer && show(answer).offers).not.toContain('Share with the channel');
  });

  test('GIVEN a direct message WHEN somebody asks in their own words THEN the answer comes there, once', async () => {
    await ada.slack.direct(ADA, "what's the difference between ecs and eks?");
    await called('chat.postMessage');
    await ada.slack.idle();
    const messages = ada.slack.directWith(ADA);
    expect(messages).toHaveLength(2);
    expect(messages[1] && show(messages[1]).text).toContain('Amazon ECS or Amazon EKS');
  });

  test('GIVEN a direct message WHEN it is a command without its slash THEN it is that command', async () => {
    await ada.slack.direct(ADA, 'topics containers');
    await called('chat.postMessage');
    expect(show(ada.slack.directWith(ADA)[1] ?? { blocks: [], text: '' }).text).toContain('Container image');
  });

  test('GIVEN a message somebody wrote WHEN "Explain this message" is picked on it THEN the picker alone reads what it is about', async () => {
    await ada.slack.type('ben', 'general', 'we should put a load balancer in front');
    const [written] = ada.slack.visibleTo(ADA, 'general');
    if (!written) throw new Error('Ben wrote nothing.');
    await ada.slack.messageShortcut(ADA, written, 'explain-message');
    await called('response_url');
    expect(ada.sees()?.text).toContain('Load balancing');
    expect(ada.sees()?.isPrivate).toBe(true);
    expect(ada.count('ben')).toBe(1);
  });

  test('GIVEN the shortcut WHEN a concept is searched, picked and sent THEN the dialog shows the card', async () => {
    await ada.slack.globalShortcut(ADA, 'explain');
    await called('views.open');
    const asking = ada.slack.modalOf(ADA);
    if (!asking) throw new Error('No dialog is open.');
    const { options } = await ada.slack.suggest(ADA, asking, 'concept', 'lamb');
    expect(options.map((option) => option.value)).toContain('aws-lambda');
    await ada.slack.submit(ADA, asking, { concept: 'aws-lambda' });
    const card = ada.slack.modalOf(ADA);
    expect(JSON.stringify(card?.blocks)).toContain('The assistant hired to answer calls');
    expect(JSON.stringify(card?.blocks)).not.toContain('Share with the channel');
  });

  test('GIVEN a card in the dialog WHEN "Tell me more" is pressed THEN the dialog itself changes', async () => {
    await ada.slack.globalShortcut(ADA, 'explain');
    await called('views.open');
    const asking = ada.slack.modalOf(ADA);
    if (!asking) throw new Error('No dialog is open.');
    await ada.slack.submit(ADA, asking, { concept: 'aws-lambda' });
    const card = ada.slack.modalOf(ADA);
    const [button] = objectsWhere(card?.blocks, (one) => one.type === 'button' && one.style === 'primary');
    if (!card || !button) throw new Error('No button.');
    await ada.slack.press(ADA, card, String(button.action_id));
    await called('views.update');
    expect(JSON.stringify(ada.slack.modalOf(ADA)?.blocks)).toContain('Common mistakes');
  });

  test('GIVEN the Home tab WHEN it is opened and a button pressed there THEN help stands there and the answer opens as a dialog', async () => {
    await ada.slack.openHome(ADA);
    await called('views.publish');
    const home = ada.slack.homeOf(ADA);
    expect(JSON.stringify(home?.blocks)).toContain('/compare');
    const [button] = objectsWhere(home?.blocks, (one) => one.type === 'button' && one.style === 'primary');
    if (!home || !button) throw new Error('No button.');
    await ada.slack.press(ADA, home, String(button.action_id));
    await called('views.open');
    expect(JSON.stringify(ada.slack.modalOf(ADA)?.blocks)).toContain('AWS Lambda');
  });

  test('GIVEN the umbrella command WHEN a command or a question follows THEN it is that', async () => {
    expect((await ada.types('/simile topics')).text).toContain('What there is to learn');
    expect((await ada.types('/simile what is s3')).text).toContain('Amazon S3');
    expect((await ada.types('/simile')).text).toContain('/compare');
  });
});
