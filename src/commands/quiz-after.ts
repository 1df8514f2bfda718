import { ankiPieces } from '../quiz/anki.ts';
import { plural } from '../quiz/asking.ts';
import { unchanged } from '../quiz/challenge.ts';
import { missedQuestions, type Standings } from '../quiz/practice.ts';
import { show } from '../quiz/question.ts';
import { bankOf } from '../quiz/questions.ts';
import { allStandings, standingsOf } from '../quiz/standings.ts';
import type { Practice } from '../quiz/values.ts';
import { type Action, type Answer, answered, type Part } from '../replies/reply.ts';
import type { Asked, Invocation, Knowledge } from './command.ts';
import { explainAction } from './parts.ts';
import { MISSED } from './quiz.ts';

export function nothingMissed(): Answer {
  return answered(
    [],
    [
      { kind: 'heading', text: 'Nothing missed' },
      { kind: 'prose', text: 'There is no question that you last answered wrongly.' },
      {
        kind: 'actions',
        actions: [{ label: 'Five questions', command: 'quiz', options: {}, style: 'primary' }],
      },
    ],
  );
}

/** How the round went, what to read again, and when to come back. */
export async function summary(
  practice: Practice,
  invocation: Invocation,
  knowledge: Knowledge,
): Promise<Answer> {
  const { catalog } = knowledge;
  const bank = bankOf(catalog);
  const results = practice.questions.flatMap((asked, at) => {
    const question = unchanged(asked, bank);
    const pick = practice.picks[at];
    if (!question || !pick) return [];
    const right = show(question, practice.round).some((choice) => choice.right && choice.letter === pick);
    return [{ concept: question.concept, right }];
  });
  const right = results.filter((one) => one.right).length;
  const wrong = [...new Set(results.filter((one) => !one.right).map(({ concept }) => concept))];
  const concepts = wrong.flatMap((id) => catalog.concept(id) ?? []);
  const standings = await standingsOf(
    knowledge.store,
    invocation,
    results.map(({ concept }) => concept),
  );
  const parts: Part[] = [
    { kind: 'heading', text: `${right} of ${results.length} right` },
    ...(concepts.length > 0
      ? [
          { kind: 'subheading' as const, text: 'Read again' },
          {
            kind: 'list' as const,
            items: concepts.map((concept) => [{ bold: concept.title }, `: ${concept.summary}`]),
          },
          { kind: 'actions' as const, actions: concepts.map(explainAction) },
        ]
      : []),
    { kind: 'prose', text: nextReview(standings, invocation.at) },
    { kind: 'actions', actions: onward(practice, concepts.length > 0) },
  ];
  return answered(wrong, parts);
}

function onward(practice: Practice, missed: boolean): Action[] {
  const again: Record<string, string> = practice.topic === undefined ? {} : { topic: practice.topic };
  const more: Action[] = missed
    ? [
        { label: 'What I missed', command: 'quiz', options: { topic: MISSED } },
        { label: 'Export to Anki', command: 'quiz-export', options: { q: '0' } },
      ]
    : [];
  return [
    { label: 'Five more', command: 'quiz', options: again, style: 'primary' },
    ...more,
    { label: 'What I know', command: 'me', options: {} },
  ];
}

const DAY = 86_400_000;

/** When the first of these concepts should be asked again, in words. */
export function nextReview(standings: Standings, at: number): string {
  const dues = [...standings.values()].map(({ card: { due } }) => due);
  if (dues.length === 0) return 'Nothing waits for a review yet.';
  const days = Math.ceil((Math.min(...dues) - at) / DAY);
  if (days <= 0) return 'The next review is due now.';
  return days === 1
    ? 'The next review is due tomorrow.'
    : `The next review is due in ${plural(days, 'day')}.`;
}

/** Characters of one piece, so that it fits into one message on either platform. */
const PIECE = 2_500;

export async function quizExport(
  { options, invocation }: Asked<{ q: number }>,
  knowledge: Knowledge,
): Promise<Answer> {
  const standings = await allStandings(knowledge.store, invocation);
  const missed = missedQuestions(standings, {
    catalog: knowledge.catalog,
    bank: bankOf(knowledge.catalog),
  });
  const pieces = ankiPieces(missed, PIECE);
  const piece = pieces[options.q];
  if (piece === undefined) return nothingMissed();
  const next = options.q + 1;
  const more: Action[] =
    next < pieces.length
      ? [
          {
            label: `Part ${next + 1} of ${pieces.length}`,
            command: 'quiz-export',
            options: { q: String(next) },
          },
        ]
      : [];
  return answered(
    [],
    [
      { kind: 'heading', text: `${plural(missed.length, 'card')} for Anki` },
      {
        kind: 'prose',
        text: 'Copy this into a file that ends in .txt and open it in Anki with File, Import. Imported again, a card is brought up to date and not added twice.',
      },
      { kind: 'copy', text: piece },
      { kind: 'actions', actions: [...more, { label: 'What I know', command: 'me', options: {} }] },
    ],
  );
}
