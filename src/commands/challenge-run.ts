import { dueAt, type GameEvent, newGame, step } from '../quiz/challenge.ts';
import { drawQuestions } from '../quiz/draw.ts';
import { sitting } from '../quiz/messages.ts';
import { playerId, type Seats, seatsOf, takeSeat } from '../quiz/rounds.ts';
import { shortId } from '../quiz/shuffle.ts';
import type { Game } from '../quiz/values.ts';
import { type Answer, answered, refused } from '../replies/reply.ts';
import { change, type Store } from '../store.ts';
import { isStop, QUESTIONS, SECONDS } from './challenge.ts';
import type { Asked, Invocation, Knowledge, Place } from './command.ts';
import { topicMenu } from './explain.ts';
import { findTopic, unknownTopic } from './find-topic.ts';

export async function challenge(
  {
    options,
    invocation,
  }: Asked<{ topic?: string | undefined; questions?: number | undefined; seconds?: number | undefined }>,
  knowledge: Knowledge,
): Promise<Answer> {
  if (isStop(options.topic)) return stopGame(invocation, knowledge);
  const { place, person, at } = invocation;
  if (place.workspace === '' || place.channel === '' || !knowledge.posters[place.platform]) return notHere();
  const topic = options.topic === undefined ? undefined : findTopic(options.topic, knowledge);
  if (options.topic !== undefined && !topic)
    return refused([unknownTopic(options.topic), topicMenu(knowledge, 'challenge')]);
  const { catalog, random, store } = knowledge;
  const on = await store.games.get(place.workspace, place.channel);
  const lately = on?.value.lately ?? [];
  if (isOn(on?.value)) return taken(on.value, place, store);
  const id = shortId(random);
  // Before the game is there: its lobby names who started it.
  const seat = { person: person.id, seat: shortId(random), joins: false };
  const starter = await takeSeat(store, place.workspace, id, seat);
  const game = newGame(
    {
      game: id,
      platform: place.platform,
      starter,
      topic: topic?.id,
      seconds: options.seconds ?? SECONDS,
      lately,
    },
    drawQuestions(catalog, topic?.id, options.questions ?? QUESTIONS, random, lately),
    at,
  );
  const kept = await change(store.games, place.workspace, place.channel, (before) =>
    isOn(before?.value) ? undefined : { value: game, dueAt: at },
  );
  return kept?.value.game === id ? opened(game) : taken(kept?.value, place, store);
}

/** Until its end is told: a game that took its place earlier would lose its winner. */
function isOn(game: Game | undefined): game is Game {
  return game !== undefined && !(game.stage.kind === 'over' && game.stage.told);
}

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

async function taken(game: Game | undefined, place: Place, store: Store): Promise<Answer> {
  const starter = game ? sitting(await seatsOf(store, place.workspace, game.game), game.starter) : 'somebody';
  return refused([
    { kind: 'heading', text: 'A challenge is on in this channel already' },
    {
      kind: 'prose',
      text: ['Started by ', starter, '. Join it, wait for its end, or start one in another channel.'],
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

export async function challengeStart(
  { options, invocation }: Asked<{ g: string }>,
  knowledge: Knowledge,
): Promise<Answer> {
  const { at } = invocation;
  const led = await lead(invocation, knowledge, options.g, ({ stage }) =>
    stage.kind === 'lobby' ? { kind: 'hurried', at } : undefined,
  );
  if ('refusal' in led) return led.refusal;
  return said(led.done ? 'It begins now.' : 'It has begun already.');
}

export async function challengeStop(
  { options, invocation }: Asked<{ g: string }>,
  knowledge: Knowledge,
): Promise<Answer> {
  return stopGame(invocation, knowledge, options.g);
}

async function stopGame(invocation: Invocation, knowledge: Knowledge, game?: string): Promise<Answer> {
  const { at } = invocation;
  const led = await lead(invocation, knowledge, game, (_game, by) => ({ kind: 'stopped', by, at }));
  if ('refusal' in led) return led.refusal;
  return led.done ? said('It is stopped. The channel sees how it stands.') : gameOver();
}

function said(text: string): Answer {
  return answered([], [{ kind: 'prose', text }]);
}

/** What only the starter may do, and whoever manages the channel. @returns why not, or whether it was done */
async function lead(
  { place: { workspace, channel }, person, at }: Invocation,
  { store, random }: Knowledge,
  game: string | undefined,
  eventOf: (game: Game, by: string) => GameEvent | undefined,
): Promise<{ refusal: Answer } | { done: boolean }> {
  const on = (await store.games.get(workspace, channel))?.value;
  if (!isOn(on) || (game !== undefined && on.game !== game)) return { refusal: gameOver() };
  const own = await store.players.get(workspace, playerId(on.game, person.id));
  if (own?.value.seat !== on.starter && !person.manages)
    return { refusal: notYours(on, await seatsOf(store, workspace, on.game)) };
  const by = await takeSeat(store, workspace, on.game, {
    person: person.id,
    seat: shortId(random),
    joins: false,
  });
  let done = false;
  await change(store.games, workspace, channel, (before) => {
    const value = before?.value;
    const event = isOn(value) && value.game === on.game ? eventOf(value, by) : undefined;
    done = event !== undefined;
    if (!value || !event) return undefined;
    const next = step(value, event);
    return { value: next, dueAt: dueAt(next, at) ?? at };
  });
  return { done };
}

function notYours(game: Game, seats: Seats): Answer {
  return refused([
    { kind: 'heading', text: 'That is for somebody else to do' },
    {
      kind: 'prose',
      text: ['Ask ', sitting(seats, game.starter), ', who started it, or somebody who manages this channel.'],
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
