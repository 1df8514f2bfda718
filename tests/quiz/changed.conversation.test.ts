import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../adapters/server/store.ts';
import type { Records } from '../../src/ports.ts';
import { seeded } from '../../src/quiz/shuffle.ts';
import type { Asked } from '../../src/quiz/values.ts';
import { change, type Store } from '../../src/store.ts';
import { bot } from '../content.ts';
import { talkOnDiscord } from '../kit/discord.ts';
import type { Conversation } from '../kit/seen.ts';
import { talkOnSlack } from '../kit/slack.ts';

describe.each(['Slack', 'Discord'] as const)(
  'A question that a deploy has changed since it was asked, on %s',
  (platform) => {
    let time: number;
    let store: Store;
    let room: Conversation;
    let workspace: string;
    const now = () => time;

    beforeEach(async () => {
      time = Date.UTC(2026, 10, 23, 9);
      store = openStore({ kind: 'memory' }, now);
      const simile = bot(undefined, { store, random: seeded(platform) });
      if (platform === 'Slack') {
        const talk = await talkOnSlack(simile, 'http', now);
        room = talk;
        workspace = talk.slack.workspace.team.id;
      } else {
        const talk = await talkOnDiscord(simile, 'gateway', now);
        room = talk;
        workspace = talk.discord.world.guilds.home.id;
      }
    });
    afterEach(async () => {
      expect(room.complaints()).toEqual([]);
      await room.close();
    });

    async function pass(seconds: number): Promise<void> {
      for (const end = time + seconds * 1_000; time < end; ) {
        time += 500;
        await room.wake();
      }
    }

    /** The first question of the round reads differently from when it began. */
    async function changeFirst<T extends { questions: readonly Asked[] }>(
      records: Records<T>,
    ): Promise<void> {
      const [kept] = await records.list(workspace, '', { limit: 1 });
      await change(records, workspace, kept?.id ?? '', (before) => {
        if (!before) throw new Error('No round is on.');
        const questions = before.value.questions.map((asked, index) =>
          index === 0 ? { ...asked, print: asked.print + 1 } : asked,
        );
        return { ...before, value: { ...before.value, questions } };
      });
    }

    const said = () => room.all('cleo').filter((seen) => !seen.isPrivate);

    test('GIVEN practice WHEN she answers it THEN she is told, it does not count, and the round goes on', async () => {
      await room.types('/quiz');
      await changeFirst(store.practice);
      const seen = await room.presses('A');
      expect(seen.text).toContain('This question was changed');
      for (let question = 2; question <= 5; question += 1) {
        expect((await room.presses('Next')).text).toContain(`Question ${question} of 5`);
        await room.presses('A');
      }
      expect((await room.presses('See how it went')).text).toMatch(/^\W*\d of 4 right/);
    });

    test('GIVEN a challenge WHEN its time is up THEN it counts for nobody, the channel reads why, and the next one comes', async () => {
      await room.types('/challenge questions:2');
      await room.wake();
      await room.presses('Join', 'ben');
      await room.presses('Start now');
      await pass(3);
      await room.presses('A', 'ben');
      await changeFirst(store.games);
      await pass(4);
      expect(
        said()
          .map(({ text }) => text)
          .join(),
      ).toContain('it counts for nobody');
      await pass(10);
      expect(said().at(-1)?.text).toContain('Question 2 of 2');
    });

    test('GIVEN a duel WHEN one comes to it THEN it counts for neither, and the next one comes', async () => {
      const ben = platform === 'Slack' ? `<@${room.idOf('ben')}>` : room.idOf('ben');
      await room.types(`/duel ${ben}`);
      await changeFirst(store.duels);
      expect((await room.presses('Play')).text).toContain('it counts for neither of you');
      expect((await room.presses('Next')).text).toContain('question 2 of 5');
    });
  },
);

test.each([
  ['challenge-vote', { g: 'k3j9x2aa' }],
  ['challenge-pick', { g: 'k3j9x2aa', q: '12', p: 'z' }],
  ['challenge-pick', { g: 'k3j9x2aa', q: '1', p: 'a' }],
  ['challenge-join', {}],
  ['challenge-stop', { g: 'k3j9x2aa' }],
  ['quiz-pick', { r: 'k3j9x2aa', q: '0', p: 'a' }],
  ['quiz-next', { r: 'k3j9x2aa' }],
  ['quiz-explain', { r: 'k3j9x2aa', q: '0' }],
  ['duel-play', { d: 'k3j9x2aa', w: 'T1' }],
  ['duel-pick', { d: 'k3j9x2aa' }],
  ['duel-decline', { d: 'k3j9x2aa', w: 'T1' }],
  ['duel-review', { d: 'k3j9x2aa', w: 'T1', q: '0' }],
])(
  'GIVEN a button that an older Simile wrote WHEN "%s" is pressed with %j THEN the answer is private, and says what to do',
  async (command, options) => {
    const reply = await bot().respond({
      id: '1',
      command,
      options,
      person: { id: 'U1', manages: false },
      place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
      at: 0,
      pressed: { onPrivate: false },
    });
    expect(reply).toMatchObject({ visibility: 'private', replaces: false, outcome: { kind: 'refused' } });
    const text = JSON.stringify(reply.parts);
    expect(text).toMatch(/is over|from another version/);
    expect(text).toContain('"actions"');
    expect(text).not.toContain(`/${command}`);
  },
);
