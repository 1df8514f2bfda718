import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/concepts/catalog.ts';
import { show } from '../../src/quiz/question.ts';
import { bankOf } from '../../src/quiz/questions.ts';
import type { Game } from '../../src/quiz/values.ts';
import type { Simile } from '../../src/simile.ts';
import { catalogData } from '../content.ts';
import { bundled } from '../kit/bundle.ts';
import { hosts } from '../kit/function.ts';
import { openRoom } from '../kit/room.ts';
import type { Conversation, Who } from '../kit/seen.ts';

const catalog = createCatalog(catalogData);

/** A text without what platforms put between its letters. */
function letters(text: string): string {
  return text.replaceAll(/\\[nrt"\\]/g, '').replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

beforeAll(() => bundled('lambda'), 120_000);

describe.each(hosts('Slack'))('A challenge on %s by %s', (platform, host) => {
  let close: () => Promise<void>;
  let time: number;
  let simile: Simile;
  let room: Conversation;
  /** Every payload so far, both ways. */
  let sent: () => string;
  const now = () => time;

  beforeEach(async () => {
    time = Date.UTC(2026, 10, 23, 9);
    const opened = await openRoom(platform, host, now);
    const { talk } = opened;
    ({ simile, close } = opened);
    room = talk;
    sent = () => JSON.stringify('slack' in talk ? talk.slack.exchanges : talk.discord.exchanges);
  });
  afterEach(async () => {
    expect(room.complaints()).toEqual([]);
    await close();
  });

  /** Lets time pass as the clock sees it. */
  async function pass(milliseconds: number): Promise<void> {
    for (const end = time + milliseconds; time < end; ) {
      time = Math.min(end, time + 500);
      await room.wake();
    }
  }

  async function game(): Promise<Game> {
    const [kept] = await simile.store.games.due(Number.MAX_SAFE_INTEGER, 1);
    if (!kept) throw new Error('No game is on.');
    return kept.value;
  }

  /** The letters of the question that is open: the right one and a wrong one. */
  async function key(): Promise<{ right: string; wrong: string }> {
    const { game: id, questions, stage } = await game();
    const asked = stage.kind === 'open' ? questions[stage.index] : undefined;
    const question = asked && bankOf(catalog).find(asked.id);
    const shown = question ? show(question, id) : [];
    const letter = (right: boolean) => shown.find((one) => one.right === right)?.letter.toUpperCase() ?? '';
    return { right: letter(true), wrong: letter(false) };
  }

  /** The last thing in the open. */
  const said = () => room.all('cleo').findLast((seen) => !seen.isPrivate);

  async function begin(line: string, ...players: Who[]): Promise<void> {
    await room.types(line);
    await room.wake();
    for (const who of players) await room.presses('Join', who);
    await room.presses('Start now');
    await pass(2_500);
  }

  test('GIVEN three in a channel WHEN they play THEN picks stay private, the room sees the split, and who was right and fast wins', async () => {
    await begin('/challenge topic:containers questions:2 seconds:20', 'ada', 'ben', 'cleo');
    expect(said()?.text).toContain('Question 1 of 2');
    const { right, wrong } = await key();

    const locked = await room.presses(right, 'ada');
    expect(locked.isPrivate).toBe(true);
    expect(locked.text).toContain('Answer locked');
    await pass(3_000);
    expect(said()?.text).toContain('1 answered so far');
    await room.presses(wrong, 'ben');
    const changed = await room.presses(right, 'ben');
    expect(changed.text).toContain(right);
    await room.presses(wrong, 'cleo');
    expect(
      room
        .all('cleo')
        .map(({ text }) => text)
        .join(),
    ).not.toContain('picked');
    await pass(21_000);

    const answer = said()?.text ?? '';
    expect(answer).toContain(`${right} is right`);
    expect(answer).toContain('█');
    expect(answer).toContain('Fastest: ');
    expect(said()?.offers).toEqual([]);
    await pass(8_000);
    expect(said()?.text).toContain('Question 2 of 2');
    const second = await key();
    await room.presses(second.right, 'ben');
    await room.presses(second.right, 'ada');
    await pass(32_000);
    const podium = said();
    expect(podium?.text).toContain('The challenge is over');
    expect(podium?.text).toMatch(/The winner|A tie/);
    expect(podium?.offers).toContain('Play again');
    // Two of the three had each question right.
    expect(podium?.text).not.toContain('Worth reading');

    const board = await room.types('/leaderboard week channel');
    expect(board.isPrivate).toBe(true);
    expect(board.text).toMatch(/You: place [12]/);
  }, 30_000);

  test('GIVEN a question that is open WHEN all that was sent is searched THEN nothing tells which choice is right before its time is up', async () => {
    await begin('/challenge questions:2 seconds:20', 'ada', 'ben');
    for (const letter of ['A', 'B', 'C', 'D']) await room.presses(letter, 'ada');
    await room.presses('D', 'ben');
    await pass(15_000);
    expect((await game()).stage).toMatchObject({ kind: 'open', index: 0 });
    const [first, second] = (await game()).questions.map(({ id }) => bankOf(catalog).find(id));
    if (!first || !second) throw new Error('Two questions were asked for.');
    const before = letters(sent());
    for (const { id, choices } of [first, second]) {
      expect(before).not.toContain(letters(id));
      for (const { reason } of choices) expect(before).not.toContain(letters(reason));
    }
    await pass(6_000);
    // With its time it is all told, and the next one not yet.
    const after = letters(sent());
    for (const { reason } of first.choices) expect(after).toContain(letters(reason));
    for (const { reason } of second.choices) expect(after).not.toContain(letters(reason));
  });

  test('GIVEN a game that was played WHEN they play again THEN it asks other questions', async () => {
    await begin('/challenge topic:containers questions:5 seconds:5', 'ada');
    const first = (await game()).questions.map(({ id }) => id);
    await room.types('/challenge stop');
    await pass(4_000);
    await room.presses('Play again');
    const second = (await game()).questions.map(({ id }) => id);
    expect(second.filter((id) => first.includes(id))).toEqual([]);
  });

  test('GIVEN most had it wrong WHEN it is over THEN the room reads what to read, one tap away', async () => {
    await begin('/challenge topic:containers questions:1 seconds:5', 'ada', 'ben');
    const { wrong } = await key();
    const concept = catalog.concept((await game()).questions[0]?.id.split('/')[0] ?? '')?.title ?? '?';
    await room.presses(wrong, 'ada');
    await room.presses(wrong, 'ben');
    await pass(20_000);
    expect(said()?.text).toContain('Worth reading for this room');
    expect(said()?.offers).toContain(concept);
    expect((await room.presses(concept, 'ben')).isPrivate).toBe(true);
  });

  test('GIVEN a channel with a challenge WHEN a second one is started there THEN it is refused, in private', async () => {
    await begin('/challenge', 'ada');
    const refused = await room.types('/challenge', 'ben');
    expect(refused.isPrivate).toBe(true);
    expect(refused.text).toContain('A challenge is on in this channel already');
  });

  test('GIVEN an open question WHEN a stranger presses, and one presses late THEN each gets a kind answer and nothing counts', async () => {
    await begin('/challenge questions:1 seconds:5', 'ada');
    const { right } = await key();
    const stranger = await room.presses(right, 'ben');
    expect(stranger.text).toContain('You are not in this challenge yet');
    expect(stranger.offers).toContain('Join now');
    await room.presses('Join now', 'ben');
    time += 5_000;
    const late = await room.presses(right, 'ben');
    expect(late.isPrivate).toBe(true);
    expect(late.text).toContain('Time is up');
    await pass(20_000);
    const gone = room
      .all('cleo')
      .find(({ text }) => text.includes('nobody had it right') || text.includes('Nobody answered'));
    expect(gone).toBeDefined();
  });

  test('GIVEN nobody answers WHEN two questions have passed THEN it stops by itself', async () => {
    await begin('/challenge questions:5 seconds:5', 'ada');
    await pass(40_000);
    expect(said()?.text).toContain('nobody answered two questions running');
  });

  test('GIVEN nobody joins WHEN the lobby is over THEN the channel is told and can start another', async () => {
    await room.types('/challenge');
    await pass(33_000);
    expect(said()?.text).toContain('nobody joined');
    const again = await room.types('/challenge');
    expect(again.text).toContain('on its way');
  });

  test('GIVEN Ada leads WHEN Ben means to stop it THEN he may not; WHEN she does THEN the winner is named', async () => {
    await begin('/challenge questions:5 seconds:20', 'ada', 'ben');
    const { right } = await key();
    await room.presses(right, 'ben');
    const refused = await room.types('/challenge stop', 'ben');
    expect(refused.text).toContain('That is for somebody else to do');
    const stopped = await room.types('/challenge stop', 'ada');
    expect(stopped.text).toContain('It is stopped');
    await pass(4_000);
    expect(said()?.text).toContain('The challenge was stopped');
    expect(said()?.text).toContain('The winner');
    const late = await room.presses('Join late', 'cleo');
    expect(late.text).toContain('That challenge is over');
  });

  test('GIVEN it was stopped a moment ago WHEN somebody is quick to start the next one THEN the winner is named first', async () => {
    await begin('/challenge questions:2 seconds:5', 'ada', 'ben');
    await room.presses((await key()).right, 'ben');
    await pass(7_000);
    await room.types('/challenge stop', 'ada');
    const eager = await room.types('/challenge', 'ben');
    expect(eager.text).toContain('A challenge is on in this channel already');
    await pass(4_000);
    expect(said()?.text).toContain('The winner');
    expect((await room.types('/challenge', 'ben')).text).toContain('on its way');
  });

  test('GIVEN an open question WHEN the bot is restarted THEN the same question goes on with the time that was left', async () => {
    await begin('/challenge questions:2 seconds:20', 'ada', 'ben');
    const { right } = await key();
    await room.presses(right, 'ada');
    await pass(5_000);
    const before = await game();
    await room.restart();
    await room.presses(right, 'ben');
    await pass(8_000);
    const after = await game();
    expect(after.stage).toMatchObject({ kind: 'open', index: 0 });
    expect(after.stage).toEqual(before.stage);
    await pass(8_000);
    expect(said()?.text).toContain(`${right} is right`);
    expect(said()?.text).toContain('Right: ');
    expect((await game()).stage).toMatchObject({ kind: 'shown', index: 0 });
  });

  test('GIVEN numbers that cannot be WHEN she starts THEN she is told which, and how', async () => {
    const seen = await room.types('/challenge topic:nonsense-and-more');
    expect(seen.text).toContain('There is no topic');
    expect(seen.isPrivate).toBe(true);
    if (platform === 'Slack') {
      const many = await room.types('/challenge questions:99');
      expect(many.text).toContain('How many questions, 1 to 10');
      const words = await room.types('/challenge questions:lots');
      expect(words.text).toContain('How many questions, 1 to 10');
    }
  });
});
