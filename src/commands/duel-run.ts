import { unchanged } from '../quiz/challenge.ts';
import { drawQuestions } from '../quiz/draw.ts';
import { DUEL_HOURS, type DuelEvent, duelStep, isOver, type Which } from '../quiz/duel.ts';
import { type DuelOf, duelQuestion, offerMessage, reviewMessage } from '../quiz/duel-messages.ts';
import { type Duelists, nameDuelists, sideOf } from '../quiz/duelists.ts';
import { type Letter, letters } from '../quiz/letters.ts';
import { print } from '../quiz/question.ts';
import { bankOf } from '../quiz/questions.ts';
import { shortId } from '../quiz/shuffle.ts';
import type { Duel } from '../quiz/values.ts';
import { type Answer, answered, refused } from '../replies/reply.ts';
import { change } from '../store.ts';
import type { Asked, Invocation, Knowledge } from './command.ts';
import { topicMenu } from './explain.ts';
import { findTopic, unknownTopic } from './find-topic.ts';

const QUESTIONS = 5;
const HOUR = 3_600_000;

export async function duel(
  { options, invocation }: Asked<{ opponent: string; topic?: string | undefined }>,
  knowledge: Knowledge,
): Promise<Answer> {
  const { person, place, at, bots } = invocation;
  if (place.workspace === '' || !knowledge.posters[place.platform]) return notHere();
  if (options.opponent === person.id)
    return notAnOpponent('You cannot duel with yourself. Name a colleague, or practice alone:');
  if (bots?.includes(options.opponent))
    return notAnOpponent(
      'Bots cannot be challenged: they would not learn from it. Name a colleague, or practice alone:',
    );
  const topic = options.topic === undefined ? undefined : findTopic(options.topic, knowledge);
  if (options.topic !== undefined && !topic)
    return refused([unknownTopic(options.topic), topicMenu(knowledge)]);
  const { catalog, random, store } = knowledge;
  const id = shortId(random);
  const questions = drawQuestions(catalog, topic?.id, QUESTIONS, random);
  const value: Duel = {
    platform: place.platform,
    channel: place.channel,
    topic: topic?.id,
    questions: questions.map((question) => ({ id: question.id, print: print(question) })),
    sides: [{ answers: [] }, { answers: [] }],
    stage: 'offered',
    until: at + DUEL_HOURS * HOUR,
    announced: false,
  };
  const people: Duelists = [person.id, options.opponent];
  await nameDuelists(store, place.workspace, id, people);
  await store.duels.save({ workspace: place.workspace, id, version: 0, value, dueAt: at });
  return offerMessage({ d: id, w: place.workspace }, value, people, catalog);
}

function notHere(): Answer {
  return notAnOpponent('A duel needs a workspace with colleagues in it. Alone, you can practice:');
}

function notAnOpponent(text: string): Answer {
  return refused([
    { kind: 'heading', text: 'That is no duel' },
    { kind: 'prose', text },
    {
      kind: 'actions',
      actions: [{ label: 'Practice alone', command: 'quiz', options: {}, style: 'primary' }],
    },
  ]);
}

/** Changes a duel by what one of its two does. @returns what it is afterwards, and which of the two they are */
async function act(
  { person, at }: Invocation,
  { store }: Knowledge,
  of: DuelOf,
  events: (which: Which) => readonly DuelEvent[],
): Promise<{ duel: Duel; which: Which | undefined } | undefined> {
  const which = await sideOf(store, of.w, of.d, person.id);
  const kept = await change(store.duels, of.w, of.d, (before) => {
    if (!before || which === undefined) return undefined;
    const value = events(which).reduce(duelStep, before.value);
    if (value === before.value) return undefined;
    // Its end is the clock's to tell, at once; until then it looks when the time is up.
    const dueAt = isOver(value) ? at : (before.dueAt ?? value.until);
    return { value, dueAt };
  });
  return kept && { duel: kept.value, which };
}

export async function duelPlay(
  { options, invocation }: Asked<DuelOf>,
  knowledge: Knowledge,
): Promise<Answer> {
  const { at } = invocation;
  const found = await act(invocation, knowledge, options, (by) => [
    ...(by === 1 ? [{ kind: 'accepted' } as const] : []),
    { kind: 'seen', by, at },
  ]);
  if (!found || isOver(found.duel)) return duelOver();
  return found.which === undefined ? stranger() : where(options, found.duel, found.which, knowledge);
}

export async function duelPick(
  { options, invocation }: Asked<DuelOf & { q: number; p: Letter }>,
  knowledge: Knowledge,
): Promise<Answer> {
  const { at } = invocation;
  const found = await act(invocation, knowledge, options, (by) => [
    { kind: 'answered', by, index: options.q, pick: options.p, at },
  ]);
  if (!found) return duelOver();
  if (found.which === undefined) return stranger();
  const { stage, sides, questions } = found.duel;
  const done = sides[found.which].answers.length === questions.length;
  if (isOver(found.duel) && !(stage === 'finished' && done)) return duelOver();
  return where(options, found.duel, found.which, knowledge);
}

/** The next question, or that all are answered. */
function where({ d, w }: DuelOf, found: Duel, which: Which, { catalog }: Knowledge): Answer {
  const { answers } = found.sides[which];
  const asked = found.questions[answers.length];
  if (!asked) return locked(found);
  const question = unchanged(asked, bankOf(catalog));
  return question ? duelQuestion({ d, w }, found, which, question) : changed({ d, w }, answers.length);
}

function locked(found: Duel): Answer {
  const text =
    found.stage === 'finished'
      ? 'Both of you are done: the channel sees the result in a moment.'
      : `All answers are locked. The result comes when the other one is done, or at the latest when the ${DUEL_HOURS} hours are over.`;
  return answered(
    [],
    [
      { kind: 'heading', text: 'Answers locked' },
      { kind: 'prose', text },
    ],
  );
}

function changed(of: DuelOf, index: number): Answer {
  const options = { ...of, q: String(index), p: letters[0] };
  return answered(
    [],
    [
      { kind: 'heading', text: 'This question was changed' },
      { kind: 'prose', text: 'It reads differently since the duel began, so it counts for neither of you.' },
      { kind: 'actions', actions: [{ label: 'Next', command: 'duel-pick', options, style: 'primary' }] },
    ],
  );
}

export async function duelDecline(
  { options, invocation }: Asked<DuelOf>,
  knowledge: Knowledge,
): Promise<Answer> {
  const found = await act(invocation, knowledge, options, (by) => (by === 1 ? [{ kind: 'declined' }] : []));
  if (!found) return duelOver();
  if (found.which !== 1) return stranger();
  if (found.duel.stage === 'declined')
    return answered([], [{ kind: 'prose', text: 'Declined. The channel is told, without reproach.' }]);
  return isOver(found.duel) ? duelOver() : tooLateToDecline({ d: options.d, w: options.w });
}

function tooLateToDecline(of: DuelOf): Answer {
  return refused([
    { kind: 'heading', text: 'You have begun this duel' },
    { kind: 'prose', text: 'Once begun it cannot be declined. You can go on, or let the time run out.' },
    {
      kind: 'actions',
      actions: [{ label: 'Go on', command: 'duel-play', options: { ...of }, style: 'primary' }],
    },
  ]);
}

export async function duelReview(
  { options, invocation }: Asked<DuelOf & { q: number }>,
  { store, catalog }: Knowledge,
): Promise<Answer> {
  const kept = await store.duels.get(options.w, options.d);
  const which = await sideOf(store, options.w, options.d, invocation.person.id);
  if (!kept || !isOver(kept.value)) return duelOver();
  if (which === undefined) return stranger();
  return (
    reviewMessage({ d: options.d, w: options.w }, kept.value, which, options.q, catalog) ?? nothingAnswered()
  );
}

function nothingAnswered(): Answer {
  return refused([
    { kind: 'heading', text: 'There is no answer of yours' },
    { kind: 'prose', text: 'You did not answer that question, or it was changed since.' },
  ]);
}

function stranger(): Answer {
  return refused([
    { kind: 'heading', text: 'That button is not yours to press' },
    {
      kind: 'prose',
      text: ['This duel is between two others. Start your own with ', { code: '/duel' }, '.'],
    },
  ]);
}

function duelOver(): Answer {
  return refused([
    { kind: 'heading', text: 'That duel is over' },
    {
      kind: 'prose',
      text: 'It was decided or declined, its time ran out, or the other one left. You can start another one, or practice alone:',
    },
    { kind: 'actions', actions: [{ label: 'Practice alone', command: 'quiz', options: {} }] },
  ]);
}
