import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDynamodb } from '../../adapters/dynamodb/engine.ts';
import { openSqlite } from '../../adapters/sqlite/engine.ts';
import { seeded } from '../../src/quiz/shuffle.ts';
import { createStore, type Engine, kindNames, kinds } from '../../src/store.ts';
import { bot } from '../content.ts';
import { talkOnDiscord } from '../kit/discord.ts';
import { type LocalDynamodb, startDynamodb } from '../kit/dynamodb.ts';
import type { Conversation, Who } from '../kit/seen.ts';
import { talkOnSlack } from '../kit/slack.ts';

/** Monday, 23 November 2026, one minute before half past nine in Berlin. */
const MONDAY = Date.parse('2026-11-23T08:29:00Z');

let dynamodb: LocalDynamodb;
let tables = 0;
beforeAll(async () => {
  dynamodb = await startDynamodb();
});
afterAll(() => dynamodb.stop());

describe.each([
  ['Slack', 'SQLite'],
  ['Slack', 'DynamoDB'],
  ['Discord', 'SQLite'],
] as const)('Somebody on %s who is forgotten, with everything on %s', (platform, where) => {
  let time: number;
  let engine: Engine;
  let room: Conversation;
  const now = () => time;

  beforeEach(async () => {
    time = MONDAY;
    if (where === 'SQLite') engine = openSqlite(':memory:', now);
    else {
      tables += 1;
      await dynamodb.create(`forget-${tables}`);
      engine = openDynamodb(`forget-${tables}`, now, dynamodb.client());
    }
    const simile = bot(undefined, { store: createStore(engine, now), random: seeded(where) });
    room =
      platform === 'Slack'
        ? await talkOnSlack(simile, 'http', now)
        : await talkOnDiscord(simile, 'gateway', now);
  });
  afterEach(async () => {
    expect(room.complaints()).toEqual([]);
    await room.close();
    await engine.close();
  });

  /** As people type what is not a command of its own on Slack. */
  const typed = (line: string) => (platform === 'Slack' ? line.replace('/', '/simile ') : line);
  const mention = (who: Who) => (platform === 'Slack' ? `<@${room.idOf(who)}>` : room.idOf(who));
  const inTheOpen = () => room.all('cleo').filter((seen) => !seen.isPrivate);

  async function pass(seconds: number): Promise<void> {
    for (const end = time + seconds * 1_000; time < end; ) {
      time += 2_000;
      await room.wake();
    }
  }

  /** The kinds of record in which somebody's id stands, anywhere in them. */
  async function kindsNaming(who: Who): Promise<string[]> {
    const found = await Promise.all(
      kindNames.map(async (kind) => {
        let names = false;
        let after: string | undefined;
        do {
          const page = await engine.walk(kind, 100, after);
          names ||= JSON.stringify(page.records).includes(room.idOf(who));
          after = page.next;
        } while (after !== undefined);
        return names ? [kind] : [];
      }),
    );
    return found.flat();
  }

  async function challenge(...players: Who[]): Promise<void> {
    await room.types('/challenge questions:2 seconds:20');
    await room.wake();
    for (const who of players) await room.presses('Join', who);
    await room.presses('Start now');
    await pass(4);
    for (const who of players) await room.presses('B', who);
  }

  async function duel(from: Who, to: Who): Promise<void> {
    await room.types(`/duel ${mention(to)}`, from);
    await pass(2);
    await room.presses('Play', from);
    for (let question = 0; question < 5; question += 1) await room.presses('C', from);
  }

  test('GIVEN Ada has done all there is to do WHEN she is forgotten THEN her id is nowhere, and the others play on', {
    timeout: 120_000,
  }, async () => {
    await room.types('/explain container in:kitchen');
    await room.types('/daily on 9:30 Europe/Berlin');
    await pass(64);
    await room.presses('A');
    await room.types('/quiz');
    await room.presses('A');
    await room.types('/leaderboard hide');
    await challenge('ada', 'ben');
    await pass(70);
    expect(inTheOpen().at(-1)?.text).toContain('The challenge is over');
    await duel('ben', 'ada');
    await room.presses('Play', 'ada');
    for (let question = 0; question < 5; question += 1) await room.presses('D', 'ada');
    await pass(4);
    expect(inTheOpen().at(-1)?.text).toContain('The duel is decided');
    await duel('ada', 'ben');
    await challenge('ada', 'ben');
    expect((await kindsNaming('ada')).sort()).toEqual(
      kindNames.filter((kind) => kinds[kind].personal).sort(),
    );

    await room.types(typed('/forget-me'));
    expect((await room.presses('Yes, forget me')).text).toContain('You are forgotten');
    expect(await kindsNaming('ada')).toEqual([]);

    const shown = inTheOpen().length;
    expect((await room.presses('A', 'ada')).text).toContain('You are not in this challenge yet');
    await pass(6);
    const ends = inTheOpen().filter(({ text }) => text.includes('The duel is over'));
    expect(ends).toHaveLength(1);
    expect(ends[0]?.text).toContain(room.idOf('ben'));
    expect((await room.presses('Play', 'ben')).text).toContain('That duel is over');
    await pass(90);
    const said = inTheOpen().slice(shown);
    expect(said.map(({ text }) => text).join()).toContain('The challenge is over');
    expect(said.map(({ text }) => text).join()).toContain(room.idOf('ben'));
    expect(said.map(({ text }) => text).join()).not.toContain(room.idOf('ada'));
    expect(await kindsNaming('ada')).toEqual([]);
  });

  test('GIVEN Ben leads WHEN he is forgotten in the lobby THEN it goes on without his name, and a manager can stop it', async () => {
    await room.types('/challenge', 'ben');
    await room.wake();
    await room.presses('Join', 'cleo');
    await room.types(typed('/forget-me'), 'ben');
    await room.presses('Yes, forget me', 'ben');
    expect(await kindsNaming('ben')).toEqual([]);
    const second = await room.types('/challenge', 'cleo');
    expect(second.text.replaceAll('\n', '')).toContain('Started by somebody who left');
    await pass(36);
    expect(inTheOpen().at(-1)?.text).toContain('Question 1 of 5');
    expect((await room.types('/challenge stop', 'ada')).text).toContain('It is stopped');
    await pass(6);
    expect(inTheOpen().at(-1)?.text).toContain('The challenge was stopped');
    expect(inTheOpen().at(-1)?.text).toContain(room.idOf('ada'));
  });
});
