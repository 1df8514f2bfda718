import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../adapters/server/store.ts';
import { award } from '../../src/quiz/award.ts';
import type { Store } from '../../src/store.ts';
import { bot } from '../content.ts';
import { talkOnDiscord } from '../kit/discord.ts';
import type { Conversation, Who } from '../kit/seen.ts';
import { talkOnSlack } from '../kit/slack.ts';

const MINUTE = 60_000;

describe.each(['Slack', 'Discord'] as const)('The leaderboard on %s', (platform) => {
  let time: number;
  let store: Store;
  let room: Conversation;
  let workspace: string;
  let here: string;
  const now = () => time;

  beforeEach(async () => {
    // Sunday, two minutes before the week ends.
    time = Date.parse('2026-11-29T23:58:00Z');
    store = openStore({ kind: 'memory' }, now);
    const simile = bot(undefined, { store });
    if (platform === 'Slack') {
      const talk = await talkOnSlack(simile, 'http', now);
      room = talk;
      workspace = talk.slack.workspace.team.id;
      here = talk.slack.workspace.channels.find(({ name }) => name === 'general')?.id ?? '';
    } else {
      const talk = await talkOnDiscord(simile, 'gateway', now);
      room = talk;
      workspace = talk.discord.world.guilds.home.id;
      here = talk.discord.world.channels.general.id;
    }
  });
  afterEach(async () => {
    expect(room.complaints()).toEqual([]);
    await room.close();
  });

  function earns(who: Who, game: string, questions: Record<string, number>, channel = here): Promise<void> {
    return award(store, workspace, room.idOf(who), { game, channel, questions }, time);
  }

  test('GIVEN two with equal points and one ahead elsewhere WHEN one looks THEN the tie is shown and explained, and her place is for her alone', async () => {
    await earns('ada', 'g1', { q1: 105, q2: 100 });
    await earns('ben', 'g1', { q1: 100, q2: 105 });
    await earns('cleo', 'g2', { q1: 109, q2: 109 }, 'elsewhere');
    const all = await room.types('/leaderboard');
    expect(all.isPrivate).toBe(true);
    expect(all.text).toContain('everybody here, this week');
    expect(all.text).toContain('You: place 2, shared with others, with 205 points');
    expect(all.text).toContain('Equal points share a place');
    expect(all.text).toContain(room.idOf('cleo'));
    const channel = await room.presses('This channel');
    expect(channel.text).toContain('You: place 1, shared with others, with 205 points');
    expect(channel.text).not.toContain(room.idOf('cleo'));
    expect(room.count('ben')).toBe(0);
  });

  test('GIVEN a week that ends WHEN it is Monday in UTC THEN the week begins anew and all time goes on', async () => {
    await earns('ada', 'g1', { q1: 105 });
    expect((await room.types('/leaderboard')).text).toContain('begins on Monday at midnight UTC');
    time += 3 * MINUTE;
    expect((await room.types('/leaderboard')).text).toContain('You have no points here yet');
    expect((await room.presses('All time')).text).toContain('You: place 1, with 105 points');
    expect((await room.types('/leaderboard all channel')).text).toContain('this channel, all time');
  });

  test('GIVEN a question that gave points WHEN it is played again THEN it counts once a week, and anew in the next', async () => {
    await earns('ada', 'g1', { q1: 105 });
    await earns('ada', 'g2', { q1: 109, q2: 100 });
    expect((await room.types('/leaderboard')).text).toContain('with 205 points');
    time += 3 * MINUTE;
    await earns('ada', 'g3', { q1: 101 });
    expect((await room.types('/leaderboard')).text).toContain('with 101 points');
    expect((await room.types('/leaderboard all')).text).toContain('with 306 points');
  });

  test('GIVEN one who leads and leaves the board WHEN another looks THEN the leader is not there, and only they know', async () => {
    await earns('cleo', 'g1', { q1: 109 });
    await earns('ada', 'g1', { q1: 101 });
    expect((await room.types('/leaderboard hide', 'cleo')).text).toContain('You are not on the board');
    const seen = await room.types('/leaderboard');
    expect(seen.text).toContain('You: place 1, with 101 points');
    expect(seen.text).not.toContain(room.idOf('cleo'));
    await room.presses('Show me', 'cleo');
    expect((await room.types('/leaderboard')).text).toContain('You: place 2');
  });
});
