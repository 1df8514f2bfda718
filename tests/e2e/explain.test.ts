import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bot } from '../content.ts';
import { bundled } from '../kit/bundle.ts';
import { talkOnDiscord } from '../kit/discord.ts';
import { onLambda } from '../kit/function.ts';
import type { Conversation } from '../kit/seen.ts';
import { talkOnSlack } from '../kit/slack.ts';

const simile = bot('https://github.com/example/simile');

const places: [string, () => Promise<Conversation>][] = [
  ['Slack over signed HTTP', () => talkOnSlack(simile, 'http')],
  ['Slack over Socket Mode', () => talkOnSlack(simile, 'socket')],
  ['Discord over signed HTTP', () => talkOnDiscord(simile, 'http')],
  ['Discord over the gateway', () => talkOnDiscord(simile, 'gateway')],
  ['Slack by a function behind a Function URL', () => talkOnSlack(simile, onLambda('Function URL'))],
  ['Discord by a function behind an HTTP API', () => talkOnDiscord(simile, onLambda('HTTP API'))],
];

beforeAll(() => bundled('lambda'), 120_000);

describe.each(places)('%s', (_name, open) => {
  let ada: Conversation;
  beforeEach(async () => {
    ada = await open();
  });
  afterEach(async () => {
    expect(ada.complaints()).toEqual([]);
    await ada.close();
  });

  test('GIVEN a newcomer WHEN she asks for Lambda THEN she alone reads what it is, a likeness, where it stops, and its sources', async () => {
    const seen = await ada.types('/explain lambda');
    expect(seen.isPrivate).toBe(true);
    expect(seen.text).toContain('AWS Lambda');
    expect(seen.text).toContain('The assistant hired to answer calls');
    expect(seen.text).toContain('Where the likeness stops holding');
    expect(seen.text).toContain('Sources');
    expect(seen.offers).toEqual([
      'Tell me more',
      'Another likeness',
      'Check yourself',
      'Share with the channel',
      'Know first',
      'Related',
      'Report a mistake',
    ]);
    expect(ada.count('ben')).toBe(0);
  });

  test('GIVEN a private card WHEN she presses "Another likeness" THEN the card itself changes and nothing is added', async () => {
    await ada.types('/explain lambda');
    const seen = await ada.presses('Another likeness');
    expect(seen.text).toContain('The courier who sets off when a letter is posted');
    expect(ada.count()).toBe(1);
    expect(seen.isPrivate).toBe(true);
  });

  test('GIVEN a private card WHEN she shares it THEN everybody sees it with her name, and hers stays', async () => {
    await ada.types('/explain lambda');
    await ada.presses('Share with the channel');
    const ben = ada.sees('ben');
    expect(ben?.isPrivate).toBe(false);
    expect(ben?.text).toContain('The assistant hired to answer calls');
    expect(ben?.text).toContain('Shared by');
    expect(ada.count('ada')).toBe(2);
  });

  test('GIVEN a shared card WHEN Ben presses a button on it THEN only he gets the answer and the shared card stays', async () => {
    await ada.types('/explain lambda');
    await ada.presses('Share with the channel');
    const shared = ada.sees('ben')?.text;
    const seen = await ada.presses('Tell me more', 'ben');
    expect(seen.isPrivate).toBe(true);
    expect(seen.text).toContain('Common mistakes');
    expect(ada.sees('ada')?.text).toBe(shared);
  });

  test('GIVEN a card WHEN she checks herself and errs THEN she reads why, and what is right', async () => {
    await ada.types('/explain lambda');
    const asked = await ada.presses('Check yourself');
    expect(asked.offers).toEqual(['A', 'B', 'C', 'D']);
    const judged = await ada.presses('A');
    expect(judged.text).toContain('Not quite');
    expect(judged.text).toContain('There is no server for you to keep on.');
    expect(judged.text).toContain('An event, such as a request or a new file');
  });

  test('GIVEN two concepts WHEN she asks for both THEN she sees them side by side with the difference that decides', async () => {
    const seen = await ada.types('/compare container vs virtual machine');
    expect(seen.text).toContain('The difference that matters');
    expect(seen.text).toContain('a container shares the kernel');
  });

  test('GIVEN the topics WHEN she picks one and then a concept THEN each is one step', async () => {
    await ada.types('/topics');
    const topic = await ada.presses('Containers');
    expect(topic.text).toContain('Container image');
    const card = await ada.presses('Container');
    expect(card.text).toContain('The food flask');
  });

  test('GIVEN something nobody wrote about WHEN she asks THEN she is told kindly, with topics and a way to suggest it', async () => {
    const seen = await ada.types('/explain zebra crossing paint');
    expect(seen.text).toContain('I do not know that one yet');
    expect(seen.offers).toContain('What the cloud is');
    expect(seen.offers).toContain('Suggest this concept');
  });

  test('GIVEN text that means to ping and to format WHEN it is said back THEN it is shown as it was typed', async () => {
    const seen = await ada.types('/explain <!channel> @everyone *b* _i_ `c` [x](https://evil.example)');
    expect(seen.isPrivate).toBe(true);
    expect(seen.text.replaceAll('\u2060', '')).toContain(
      '<!channel> @everyone *b* _i_ `c` [x](https://evil.example)',
    );
  });

  test('GIVEN the help WHEN she asks for it THEN every command is there with an example', async () => {
    const seen = await ada.types('/help');
    for (const name of ['/explain', '/compare', '/topics', '/help']) expect(seen.text).toContain(name);
  });
});
