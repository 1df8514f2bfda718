import type { Catalog } from '../concepts/catalog.ts';
import { type Answer, answered, type Part } from '../replies/reply.ts';
import type { Inline } from '../replies/text.ts';
import { inSeconds, pickActions, questionParts, verdictParts } from './asking.ts';
import { unchanged } from './challenge.ts';
import { DUEL_HOURS, duelSeed, type SideScore, scoreSide, type Which, winner } from './duel.ts';
import type { Duelists } from './duelists.ts';
import { type Question, show } from './question.ts';
import { bankOf } from './questions.ts';
import type { Duel } from './values.ts';

/** What people read of a duel. */

/** Which duel a button is of. It is pressed in direct messages too, where Discord names no workspace. */
export interface DuelOf {
  d: string;
  w: string;
}

export function offerMessage(of: DuelOf, duel: Duel, [from, to]: Duelists, catalog: Catalog): Answer {
  const topic = duel.topic && catalog.topic(duel.topic)?.title;
  return answered(
    [],
    [
      { kind: 'heading', text: topic ? `A duel: ${topic}` : 'A duel' },
      {
        kind: 'prose',
        text: [
          { person: from },
          ' challenges ',
          { person: to },
          `: the same ${duel.questions.length} questions, each when it suits you, within ${DUEL_HOURS} hours.`,
        ],
      },
      {
        kind: 'actions',
        actions: [
          { label: 'Play', command: 'duel-play', options: { ...of }, style: 'primary' },
          { label: 'Decline', command: 'duel-decline', options: { ...of } },
        ],
      },
    ],
  );
}

/** The question that is before one of the two, without a word on which choice is right. */
export function duelQuestion(of: DuelOf, duel: Duel, which: Which, question: Question): Answer {
  const { answers } = duel.sides[which];
  const shown = show(question, duelSeed(of.d, which));
  const options = { ...of, q: String(answers.length) };
  return answered(
    [],
    [
      { kind: 'heading', text: `Duel, question ${answers.length + 1} of ${duel.questions.length}` },
      ...questionParts(question, shown),
      { kind: 'note', text: 'The reasons come when both of you are done.' },
      { kind: 'actions', actions: pickActions(shown, 'duel-pick', options) },
    ],
  );
}

/** One message says how a duel ended, whichever way it did. */
export function endMessage(of: DuelOf, duel: Duel, people: Duelists, catalog: Catalog): Answer {
  if (duel.stage === 'declined') {
    const [from, to] = people;
    const text: Inline[] = [{ person: to }, ' would rather not duel with ', { person: from }, ' this time.'];
    return answered(
      [],
      [
        { kind: 'heading', text: 'The duel was declined' },
        { kind: 'prose', text },
      ],
    );
  }
  const bank = bankOf(catalog);
  const scores = [scoreSide(of.d, duel, 0, bank), scoreSide(of.d, duel, 1, bank)] as const;
  const nobody = scores.every(({ answered: given }) => given === 0);
  const parts: Part[] = [
    {
      kind: 'heading',
      text: duel.stage === 'finished' ? 'The duel is decided' : 'The duel has run out of time',
    },
    ...(nobody
      ? [{ kind: 'prose' as const, text: 'Neither of the two played, so nobody won.' }]
      : [
          { kind: 'prose' as const, text: outcome(scores, people) },
          { kind: 'list' as const, items: scores.map((score) => sideLine(score, people, duel)) },
          {
            kind: 'actions' as const,
            actions: [{ label: 'My answers', command: 'duel-review', options: { ...of, q: '0' } }],
          },
        ]),
  ];
  return answered([], parts);
}

function outcome(scores: readonly [SideScore, SideScore], people: Duelists): Inline[] {
  const won = winner(...scores);
  if (!won) return ['A tie: ', { person: people[0] }, ' and ', { person: people[1] }, ' are even.'];
  const lost = won === scores[0] ? scores[1] : scores[0];
  const why =
    won.answered > lost.answered ? ', who answered more' : won.right === lost.right ? ', who was faster' : '';
  return [{ person: people[won.which] }, ' wins against ', { person: people[lost.which] }, `${why}.`];
}

function sideLine(
  { which, right, answered: given, milliseconds, points }: SideScore,
  people: Duelists,
  duel: Duel,
): Inline[] {
  const missing = given < duel.questions.length ? `, ${given} answered` : '';
  return [
    { person: people[which] },
    `: ${right} of ${duel.questions.length} right${missing}, ${inSeconds(milliseconds)}, ${points} points`,
  ];
}

/** The end of a duel that one of the two is no longer in. */
export function leftMessage(remaining: string): Answer {
  const text: Inline[] = [
    'The other one in the duel with ',
    { person: remaining },
    ' has left, so nobody won.',
  ];
  return answered(
    [],
    [
      { kind: 'heading', text: 'The duel is over' },
      { kind: 'prose', text },
    ],
  );
}

/** What one of the two answered, question by question, once it is over. */
export function reviewMessage(
  of: DuelOf,
  duel: Duel,
  which: Which,
  index: number,
  catalog: Catalog,
): Answer | undefined {
  const { answers } = duel.sides[which];
  const question = unchanged(duel.questions[index], bankOf(catalog));
  const given = answers[index];
  if (!question || !given) return undefined;
  const next = index + 1;
  const more = next < answers.length;
  return answered(
    [question.concept],
    [
      { kind: 'heading', text: `Your answer to question ${next} of ${duel.questions.length}` },
      ...verdictParts(question, show(question, duelSeed(of.d, which)), given.pick),
      {
        kind: 'actions',
        actions: [
          ...(more
            ? [
                {
                  label: 'Next',
                  command: 'duel-review',
                  options: { ...of, q: String(next) },
                  style: 'primary' as const,
                },
              ]
            : []),
          { label: 'Explain this', command: 'explain', options: { concept: question.concept } },
        ],
      },
    ],
  );
}
