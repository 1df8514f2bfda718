import * as z from 'zod/mini';
import { dueAt, type GameEvent, MOST_QUESTIONS, newGame, step } from '../quiz/challenge.ts';
import { drawQuestions } from '../quiz/draw.ts';
import { shortId } from '../quiz/shuffle.ts';
import type { Game } from '../quiz/values.ts';
import { type Answer, answered, refused } from '../replies/reply.ts';
import { change } from '../store.ts';
import { declare, type Invocation, type Knowledge, numberOption, textOption } from './command.ts';
import { topicMenu } from './explain.ts';
import { findTopic, unknownTopic } from './find-topic.ts';

const QUESTIONS = 5;
const SECONDS = 20;

/** What is typed in place of a topic to end a challenge. */
const STOP = 'stop';

function isStop(topic: string | undefined): boolean {
  return topic?.trim().toLowerCase() === STOP;
}

export const challenge = declare({
  name: 'challenge',
  description: 'Play a quiz with this channel: everybody answers in private, by button',
  options: () => ({
    topic: z.optional(
      textOption({ description: 'A topic, or “stop” to end the challenge here', suggests: 'topic' }),
    ),
    questions: z.optional(
      numberOption(
        { description: `How many questions, 1 to ${MOST_QUESTIONS}; ${QUESTIONS} if left out` },
        1,
        MOST_QUESTIONS,
      ),
    ),
    seconds: z.optional(
      numberOption({ description: `Seconds for each question, 5 to 120; ${SECONDS} if left out` }, 5, 120),
    ),
  }),
  visibility: 'private',
  who: (options) => (isStop(options.topic) ? 'depends' : 'anyone'),
  listed: true,
  examples: ['', 'containers', 'topic:networking questions:8 seconds:30', STOP],
  async run({ options, invocation }, knowledge) {
    if (isStop(options.topic)) return stopGame(invocation, knowledge);
    const { place, person, at } = invocation;
    if (place.workspace === '' || place.channel === '' || !knowledge.posters[place.platform])
      return notHere();
    const topic = options.topic === undefined ? undefined : findTopic(options.topic, knowledge);
    if (options.topic !== undefined && !topic)
      return refused([unknownTopic(options.topic), topicMenu(knowledge, 'challenge')]);
    const { catalog, random, store } = knowledge;
    const wanted = options.questions ?? QUESTIONS;
    const game = newGame(
      {
        game: shortId(random),
        platform: place.platform,
        starter: person.id,
        topic: topic?.id,
        seconds: options.seconds ?? SECONDS,
      },
      drawQuestions(catalog, topic?.id, wanted, random),
      at,
    );
    const kept = await change(store.games, place.workspace, place.channel, (before) =>
      before && before.value.stage.kind !== 'over' ? undefined : { value: game, dueAt: at },
    );
    return kept?.value.game === game.game ? opened(game) : taken(kept?.value);
  },
});

function opened(game: Game): Answer {
  return answered(
    [],
    [
      { kind: 'heading', text: 'The challenge is on its way' },
      {
        kind: 'prose',
        text: 'In a moment this channel sees it and can join. It begins by itself after half a minute. You and whoever manages this channel can stop it.',
      },
      {
        kind: 'actions',
        actions: [
          {
            label: 'Stop the challenge',
            command: 'challenge-stop',
            options: { g: game.game },
            style: 'danger',
          },
        ],
      },
    ],
  );
}

function taken(game: Game | undefined): Answer {
  const starter = game ? [{ person: game.starter }] : ['somebody'];
  return refused([
    { kind: 'heading', text: 'A challenge is on in this channel already' },
    {
      kind: 'prose',
      text: ['Started by ', ...starter, '. Join it, wait for its end, or start one in another channel.'],
    },
  ]);
}

function notHere(): Answer {
  return refused([
    { kind: 'heading', text: 'A challenge needs a channel' },
    { kind: 'prose', text: 'Start it in a channel where I am a member. Alone, you can practice here:' },
    {
      kind: 'actions',
      actions: [{ label: 'Five questions', command: 'quiz', options: {}, style: 'primary' }],
    },
  ]);
}

const unlisted = { visibility: 'private', who: 'depends', listed: false, examples: [] } as const;
const g = () => textOption({ description: 'The game' });

export const challengeStart = declare({
  ...unlisted,
  name: 'challenge-start',
  description: 'Begin without waiting',
  options: () => ({ g: g() }),
  run: ({ options, invocation }, knowledge) =>
    lead(invocation, knowledge, options.g, { kind: 'hurried', at: invocation.at }, 'It begins now.'),
});

export const challengeStop = declare({
  ...unlisted,
  name: 'challenge-stop',
  description: 'End the challenge',
  options: () => ({ g: g() }),
  run: ({ options, invocation }, knowledge) => stopGame(invocation, knowledge, options.g),
});

function stopGame(invocation: Invocation, knowledge: Knowledge, game?: string): Promise<Answer> {
  const event: GameEvent = { kind: 'stopped', by: invocation.person.id, at: invocation.at };
  return lead(invocation, knowledge, game, event, 'It is stopped. The channel sees how it stands.');
}

/** What only the starter may do, and whoever manages the channel. */
async function lead(
  { place, person, at }: Invocation,
  { store }: Knowledge,
  game: string | undefined,
  event: GameEvent,
  done: string,
): Promise<Answer> {
  let may = false;
  const kept = await change(store.games, place.workspace, place.channel, (before) => {
    const value = before?.value;
    if (!value || value.stage.kind === 'over' || (game !== undefined && value.game !== game))
      return undefined;
    may = value.starter === person.id || person.manages;
    return may ? { value: step(value, event), dueAt: dueAt(step(value, event), at) ?? at } : undefined;
  });
  if (!kept || (game !== undefined && kept.value.game !== game)) return gameOver();
  if (may && event.kind === 'hurried' && kept.value.stage.kind !== 'lobby')
    return answered([], [{ kind: 'prose', text: 'It has begun already.' }]);
  if (may) return answered([], [{ kind: 'prose', text: done }]);
  return kept.value.stage.kind === 'over' ? gameOver() : notYours(kept.value);
}

function notYours(game: Game): Answer {
  return refused([
    { kind: 'heading', text: 'That is for somebody else to do' },
    {
      kind: 'prose',
      text: ['Ask ', { person: game.starter }, ', who started it, or somebody who manages this channel.'],
    },
  ]);
}

/** The answer to a press on the message of a game that is no more. */
export function gameOver(): Answer {
  return refused([
    { kind: 'heading', text: 'That challenge is over' },
    { kind: 'prose', text: 'Its buttons do nothing any more. You can start another one, or practice alone.' },
    {
      kind: 'actions',
      actions: [
        { label: 'New challenge', command: 'challenge', options: {} },
        { label: 'Practice alone', command: 'quiz', options: {} },
      ],
    },
  ]);
}
