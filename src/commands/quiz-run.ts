import { pickActions, questionParts, verdictParts } from '../quiz/asking.ts';
import { unchanged } from '../quiz/challenge.ts';
import { type Letter, letters } from '../quiz/letters.ts';
import { learn, planRound, type Wish } from '../quiz/practice.ts';
import { print, type Question, show } from '../quiz/question.ts';
import { bankOf } from '../quiz/questions.ts';
import { loadScheduler } from '../quiz/scheduler.ts';
import { shortId } from '../quiz/shuffle.ts';
import { allStandings, countOne } from '../quiz/standings.ts';
import type { Practice } from '../quiz/values.ts';
import { type Action, type Answer, answered, type Part, refused } from '../replies/reply.ts';
import { change } from '../store.ts';
import type { Asked, Invocation, Knowledge } from './command.ts';
import { topicMenu } from './explain.ts';
import { findTopic, unknownTopic } from './find-topic.ts';
import { card, likenessIn } from './parts.ts';
import { MISSED } from './quiz.ts';
import { nothingMissed, summary } from './quiz-after.ts';

export async function quiz(
  { options, invocation }: Asked<{ topic?: string | undefined }>,
  knowledge: Knowledge,
): Promise<Answer> {
  const missed = options.topic?.toLowerCase() === MISSED;
  const topic = missed || options.topic === undefined ? undefined : findTopic(options.topic, knowledge);
  if (options.topic !== undefined && !missed && !topic)
    return refused([unknownTopic(options.topic), topicMenu(knowledge, 'quiz')]);
  const standings = await allStandings(knowledge.store, invocation);
  const wish: Wish = { missed, ...(topic ? { topic: topic.id } : {}) };
  const known = { ...tools(knowledge), scheduler: await loadScheduler() };
  const questions = planRound(standings, wish, invocation.at, known);
  const [first] = questions;
  if (!first) return nothingMissed();
  const value: Practice = {
    round: shortId(knowledge.random),
    ...(topic ? { topic: topic.id } : {}),
    questions: questions.map((question) => ({ id: question.id, print: print(question) })),
    picks: [],
  };
  const { person, place } = invocation;
  await change(knowledge.store.practice, place.workspace, person.id, () => ({ value, person: person.id }));
  return answered([], asking(value, 0, first));
}

function tools({ catalog }: Knowledge) {
  return { catalog, bank: bankOf(catalog) };
}

function asking(practice: Practice, index: number, question: Question): Part[] {
  const shown = show(question, practice.round);
  return [
    { kind: 'heading', text: `Question ${index + 1} of ${practice.questions.length}` },
    ...questionParts(question, shown),
    { kind: 'actions', actions: pickActions(shown, 'quiz-pick', { r: practice.round, q: String(index) }) },
  ];
}

export async function quizPick(
  { options, invocation }: Asked<Pressed & { p: Letter }>,
  knowledge: Knowledge,
): Promise<Answer> {
  const { at } = invocation;
  const practice = await addPick(invocation, knowledge, {
    round: options.r,
    at: options.q,
    pick: options.p,
  });
  const pick = practice?.picks[options.q];
  if (!practice || pick === undefined) return roundOver();
  const { bank, catalog } = tools(knowledge);
  const question = unchanged(practice.questions[options.q], bank);
  const concept = question && catalog.concept(question.concept);
  if (!question || !concept) return skip(practice, options.q);
  const shown = show(question, practice.round);
  const right = shown.some((choice) => choice.right && choice.letter === pick);
  const scheduler = await loadScheduler();
  // A press that comes again finds its own key there and changes nothing.
  const key = `${practice.round}.${options.q}`;
  await countOne(knowledge.store, invocation, concept.id, (before) =>
    learn(before, { question, right, key, at }, bank.of(concept), scheduler),
  );
  return answered(
    [concept.id],
    [
      { kind: 'heading', text: right ? 'That is right' : 'Not quite' },
      ...verdictParts(question, shown, pick),
      { kind: 'actions', actions: [nextAction(practice, options.q), explainThis(practice, options.q)] },
    ],
  );
}

/** Puts a pick behind the others, once. @returns the round as it is then, where it is still on */
async function addPick(
  { person, place }: Invocation,
  { store }: Knowledge,
  { round, at, pick }: { round: string; at: number; pick: Letter },
): Promise<Practice | undefined> {
  const kept = await change(store.practice, place.workspace, person.id, (before) => {
    const value = before?.value;
    if (value?.round !== round || value.picks.length !== at) return undefined;
    return { value: { ...value, picks: [...value.picks, pick] }, person: person.id };
  });
  return kept?.value.round === round ? kept.value : undefined;
}

function nextAction(practice: Practice, after: number): Action {
  const last = after + 1 === practice.questions.length;
  return {
    label: last ? 'See how it went' : 'Next',
    command: 'quiz-next',
    options: { r: practice.round, q: String(after + 1) },
    style: 'primary',
  };
}

function explainThis(practice: Practice, question: number): Action {
  return {
    label: 'Explain this',
    command: 'quiz-explain',
    options: { r: practice.round, q: String(question) },
  };
}

function skip(practice: Practice, at: number): Answer {
  return answered(
    [],
    [
      { kind: 'heading', text: 'This question was changed' },
      { kind: 'prose', text: 'It reads differently since you began, so it does not count.' },
      { kind: 'actions', actions: [nextAction(practice, at)] },
    ],
  );
}

function roundOver(): Answer {
  return refused([
    { kind: 'heading', text: 'That round is over' },
    {
      kind: 'prose',
      text: 'You have begun another one since, or it is older than a week. What you answered is kept.',
    },
    {
      kind: 'actions',
      actions: [{ label: 'Five questions', command: 'quiz', options: {}, style: 'primary' }],
    },
  ]);
}

interface Pressed {
  r: string;
  q: number;
}

/** What is pressed inside a round, by the index of a question; once the round is over, it says so. */
function inRound(
  run: (
    practice: Practice,
    at: number,
    invocation: Invocation,
    knowledge: Knowledge,
  ) => Answer | Promise<Answer>,
) {
  return async ({ options, invocation }: Asked<Pressed>, knowledge: Knowledge): Promise<Answer> => {
    const { place, person } = invocation;
    const kept = await knowledge.store.practice.get(place.workspace, person.id);
    return kept?.value.round === options.r ? run(kept.value, options.q, invocation, knowledge) : roundOver();
  };
}

/** Stands for a question that nobody saw. */
const UNSEEN = letters[0];

export const quizNext = inRound(async (practice, at, invocation, knowledge) => {
  if (at >= practice.questions.length) return summary(practice, invocation, knowledge);
  const question = unchanged(practice.questions[at], bankOf(knowledge.catalog));
  if (question) return answered([], asking(practice, at, question));
  // One that is gone takes its place among the picks, so that the round can go on.
  await addPick(invocation, knowledge, { round: practice.round, at, pick: UNSEEN });
  return skip(practice, at);
});

export const quizExplain = inRound((practice, at, _invocation, { catalog }) => {
  const asked = practice.questions[at];
  // Before it is answered, the card would give the answer away.
  if (!asked || practice.picks.length <= at) return roundOver();
  const concept = catalog.concept(asked.id.split('/', 1)[0] ?? '');
  if (!concept) return skip(practice, at);
  return answered(
    [concept.id],
    [
      ...card(concept, likenessIn(concept, undefined), catalog),
      { kind: 'actions', actions: [{ ...nextAction(practice, at), label: 'Back to the questions' }] },
    ],
  );
});
