import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../adapters/server/store.ts';
import { createCatalog } from '../../src/concepts/catalog.ts';
import { dutiesOf } from '../../src/duties.ts';
import { rightLetter } from '../../src/quiz/challenge.ts';
import { bankOf } from '../../src/quiz/questions.ts';
import { seeded } from '../../src/quiz/shuffle.ts';
import type { Game } from '../../src/quiz/values.ts';
import type { Store } from '../../src/store.ts';
import { bot, catalogData } from '../content.ts';
import { talkOnDiscord } from '../kit/discord.ts';
import type { Conversation } from '../kit/seen.ts';
import { talkOnSlack } from '../kit/slack.ts';

const bank = bankOf(createCatalog(catalogData));

describe.each(['Slack', 'Discord'] as const)(
  'A bot that dies between posting and saving, on %s',
  (platform) => {
    let time: number;
    let store: Store;
    let room: Conversation;
    /** Whether it dies before it can write down that the next question was posted. */
    let dies: boolean;
    const now = () => time;

    beforeEach(async () => {
      time = Date.UTC(2026, 10, 23, 9);
      dies = true;
      store = openStore({ kind: 'memory' }, now);
      const mortal: Store = {
        ...store,
        games: {
          ...store.games,
          async save(record) {
            const { stage } = record.value;
            if (!dies || stage.kind !== 'open' || stage.message === undefined)
              return store.games.save(record);
            dies = false;
            throw new Error('The power went.');
          },
        },
      };
      const simile = bot(undefined, { store: mortal, random: seeded(platform) });
      room =
        platform === 'Slack'
          ? await talkOnSlack(simile, 'http', now)
          : await talkOnDiscord(simile, 'gateway', now);
      await room.types('/challenge questions:1 seconds:20');
      await room.wake();
      for (const who of ['ada', 'ben'] as const) await room.presses('Join', who);
      await room.presses('Start now');
      await pass(3_000);
      expect(dies).toBe(false);
      await room.restart();
    });
    afterEach(async () => {
      expect(room.complaints()).toEqual([]);
      await room.close();
    });

    async function pass(milliseconds: number): Promise<void> {
      for (const end = time + milliseconds; time < end; ) {
        time = Math.min(end, time + 500);
        await room.wake();
      }
    }

    async function game(): Promise<Game> {
      const [kept] = await store.games.due(Number.MAX_SAFE_INTEGER, 1);
      if (!kept) throw new Error('No game is on.');
      return kept.value;
    }

    async function right(): Promise<string> {
      const { game: id, questions } = await game();
      const question = bank.find(questions[0]?.id ?? '');
      return (question && rightLetter(question, id)?.toUpperCase()) ?? '';
    }

    /** Messages with letters to press. */
    const asked = () => room.all('cleo').filter(({ offers }) => offers.includes('A'));
    const answer = (letter: string) =>
      room.all('cleo').find(({ text }) => text.includes(`${letter} is right`))?.text ?? '';
    const said = () => room.all('cleo').findLast((seen) => !seen.isPrivate)?.text ?? '';

    test('GIVEN somebody has answered WHEN another takes over THEN the question is not posted again, and their time is what it was', async () => {
      const letter = await right();
      time += 4_000;
      expect((await room.presses(letter, 'ada')).text).toContain('Answer locked');
      await pass(32_000);
      expect(answer(letter)).toMatch(/Fastest: .* in [5-8]\.\d s/s);
      expect(asked()).toHaveLength(1);
      const late = await room.presses(letter, 'ben');
      expect(late.isPrivate).toBe(true);
      expect(late.text).toMatch(/Time is up for that question|That challenge is over/);
      await pass(12_000);
      expect(said()).toContain('The winner');
    });

    test('GIVEN nobody has answered WHEN another takes over THEN it is asked once more with its whole time, and counts once', async () => {
      const letter = await right();
      await pass(32_000);
      expect((await game()).stage).toMatchObject({ kind: 'open', index: 0 });
      // Discord knows the message by its key; Slack knows none.
      expect(asked()).toHaveLength(platform === 'Slack' ? 2 : 1);
      expect((await room.presses(letter, 'ada')).text).toContain('Answer locked');
      if (platform === 'Slack') await pressesOldest(letter);
      await pass(22_000);
      expect(answer(letter).match(/100 points|10\d points/g)).toHaveLength(platform === 'Slack' ? 2 : 1);
      if (platform === 'Slack') expect(await pressesOldest(letter)).toContain('Time is up for that question');
    });

    /** Ben presses on the first of the two copies. */
    async function pressesOldest(letter: string): Promise<string> {
      return (await room.presses(letter, 'ben', 'first')).text;
    }
  },
);

test('GIVEN a post of which nobody can say whether it went out WHEN somebody answers THEN it is not posted again, and their time is what it was', async () => {
  let time = Date.UTC(2026, 10, 23, 9);
  const store = openStore({ kind: 'memory' }, () => time);
  const simile = bot(undefined, { store, random: seeded('doubt') });
  const posted: string[] = [];
  simile.posters.slack = {
    async post(_to, _answer, { key }) {
      posted.push(key.split('-')[1] ?? '');
      return key.endsWith('-q0') ? { kind: 'doubtful' } : { kind: 'sent', message: key };
    },
    update: async (_to, message) => ({ kind: 'sent', message }),
    tell: async () => ({ kind: 'sent', message: '' }),
  };
  const duties = dutiesOf(
    simile,
    () => time,
    () => {},
  );
  const wake = async (milliseconds: number) => {
    time += milliseconds;
    for (const duty of duties) {
      await duty.run(time, { limit: 9, onError: (code, cause) => expect.fail(`${code}: ${cause}`) });
      await duty.settled?.();
    }
  };
  const ask = (command: string, options: Record<string, string>) =>
    simile.respond({
      id: '1',
      command,
      options,
      person: { id: 'U1', manages: false },
      place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
      at: time,
    });

  await ask('challenge', { questions: '1', seconds: '20' });
  await wake(0);
  const g = (await store.games.get('T1', 'C1'))?.value.game ?? '';
  await ask('challenge-join', { g });
  await wake(31_000);
  await wake(0);
  time += 1_000;
  expect((await ask('challenge-pick', { g, q: '0', p: 'a' })).outcome.kind).toBe('answer');
  for (let second = 0; second < 40; second += 1) await wake(1_000);
  expect(posted).toEqual(['lobby', 'q0', 'a0', 'end']);
  const round = await store.rounds.get('T1', `${g}/0`);
  expect(Object.values(round?.value.answers ?? {})).toMatchObject([{ pick: 'a', milliseconds: 1_000 }]);
});
