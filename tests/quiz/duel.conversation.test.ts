import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/concepts/catalog.ts';
import { duelSeed } from '../../src/quiz/duel.ts';
import { show } from '../../src/quiz/question.ts';
import { bankOf } from '../../src/quiz/questions.ts';
import type { Simile } from '../../src/simile.ts';
import { catalogData } from '../content.ts';
import { bundled } from '../kit/bundle.ts';
import { hosts } from '../kit/function.ts';
import { openRoom } from '../kit/room.ts';
import type { Conversation, Who } from '../kit/seen.ts';

const catalog = createCatalog(catalogData);
const HOUR = 3_600_000;

beforeAll(() => bundled('lambda'), 120_000);

describe.each(hosts('Discord'))('A duel on %s by %s', (platform, host) => {
  let close: () => Promise<void>;
  let time: number;
  let simile: Simile;
  let room: Conversation;
  let botId: string;
  const now = () => time;

  beforeEach(async () => {
    time = Date.UTC(2026, 10, 23, 9);
    const opened = await openRoom(platform, host, now, 'socket');
    const { talk } = opened;
    ({ simile, close } = opened);
    room = talk;
    botId = 'slack' in talk ? talk.slack.workspace.bot.user_id : talk.discord.appId;
  });
  afterEach(async () => {
    expect(room.complaints()).toEqual([]);
    await close();
  });

  /** As people type a mention. */
  const mention = (id: string) => (platform === 'Slack' ? `<@${id}>` : id);
  const said = () => room.all('cleo').findLast((seen) => !seen.isPrivate);

  async function pass(milliseconds: number): Promise<void> {
    time += milliseconds;
    await room.wake();
    // A channel may ask to wait a moment between two messages.
    time += 2_000;
    await room.wake();
  }

  async function answerAll(who: Who, rightly: boolean): Promise<void> {
    const [kept] = await simile.store.duels.due(Number.MAX_SAFE_INTEGER, 1);
    if (!kept) throw new Error('No duel is on.');
    await room.presses('Play', who);
    for (const asked of kept.value.questions) {
      const question = bankOf(catalog).find(asked.id);
      const shown = question ? show(question, duelSeed(kept.id, who === 'ada' ? 0 : 1)) : [];
      const letter = shown.find((choice) => choice.right === rightly)?.letter.toUpperCase() ?? '';
      time += 4_000;
      await room.presses(letter, who);
    }
  }

  test('GIVEN Ada challenges Ben WHEN both have played, each in their time, THEN one message says who won, and each can review', async () => {
    const offer = await room.types(`/duel ${mention(room.idOf('ben'))} containers`);
    expect(offer.isPrivate).toBe(false);
    expect(offer.text).toContain('the same 5 questions');
    await room.wake();
    await answerAll('ada', true);
    expect(room.sees('ada')?.text).toContain('All answers are locked');
    expect(room.sees('ada')?.isPrivate).toBe(true);
    await pass(3 * HOUR);
    await answerAll('ben', false);
    await pass(1_000);
    const ends = room.all('cleo').filter(({ text }) => text.includes('The duel is decided'));
    expect(ends).toHaveLength(1);
    expect(ends[0]?.text).toContain('5 of 5 right');
    expect(ends[0]?.text).toContain('0 of 5 right');
    const review = await room.presses('My answers', 'ben');
    expect(review.isPrivate).toBe(true);
    expect(review.text).toContain('Your answer to question 1 of 5');
    const mine = await room.types('/leaderboard');
    expect(mine.text).toContain('You: place 1');
  });

  test('GIVEN an offer WHEN Ben declines THEN the channel reads it once, and nobody can play any more', async () => {
    await room.types(`/duel ${mention(room.idOf('ben'))}`);
    const declined = await room.presses('Decline', 'ben');
    expect(declined.text).toContain('Declined');
    await pass(0);
    await pass(0);
    expect(room.all('cleo').filter(({ text }) => text.includes('The duel was declined'))).toHaveLength(1);
    const late = await room.presses('Play', 'ada');
    expect(late.text).toContain('That duel is over');
  });

  test('GIVEN only Ada played WHEN 24 hours are over THEN it ends in one message', async () => {
    await room.types(`/duel ${mention(room.idOf('ben'))}`);
    await room.wake();
    await answerAll('ada', true);
    await pass(25 * HOUR);
    await pass(HOUR);
    const ends = room.all('cleo').filter(({ text }) => text.includes('run out of time'));
    expect(ends).toHaveLength(1);
    expect(ends[0]?.text).toContain('who answered more');
    const late = await room.presses('Play', 'ben');
    expect(late.text).toContain('That duel is over');
  });

  test('GIVEN neither has played WHEN 24 hours are over THEN one message says that nobody won', async () => {
    await room.types(`/duel ${mention(room.idOf('ben'))}`);
    await pass(25 * HOUR);
    await pass(HOUR);
    const ends = room.all('cleo').filter(({ text }) => text.includes('run out of time'));
    expect(ends.map(({ text }) => text).join()).toContain('Neither of the two played, so nobody won.');
    expect(ends).toHaveLength(1);
  });

  test('GIVEN a duel of two WHEN a third presses THEN the third is told kindly, in private', async () => {
    await room.types(`/duel ${mention(room.idOf('ben'))}`);
    const seen = await room.presses('Play', 'cleo');
    expect(seen.isPrivate).toBe(true);
    expect(seen.text).toContain('That button is not yours to press');
  });

  test('GIVEN Ada WHEN she challenges herself, a bot, or a mere name THEN it is refused in private', async () => {
    const self = await room.types(`/duel ${mention(room.idOf('ada'))}`);
    expect(self.text).toContain('You cannot duel with yourself');
    expect(self.isPrivate).toBe(true);
    const machine = await room.types(`/duel ${mention(botId)}`);
    expect(machine.text).toContain('Bots cannot be challenged');
    expect(machine.isPrivate).toBe(true);
    if (platform === 'Slack')
      for (const name of ['ben', '@ben', 'containers'])
        expect((await room.types(`/duel ${name}`)).text).toContain('How to use /duel');
    expect(said()).toBeUndefined();
  });
});
