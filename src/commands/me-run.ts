import { plural } from '../quiz/asking.ts';
import { mastery, missedQuestions } from '../quiz/practice.ts';
import { bankOf } from '../quiz/questions.ts';
import { loadScheduler } from '../quiz/scheduler.ts';
import { allStandings } from '../quiz/standings.ts';
import { type Action, type Answer, answered, type Part } from '../replies/reply.ts';
import { kindNames, kinds } from '../store.ts';
import type { Asked, Knowledge } from './command.ts';
import { nextReview } from './quiz-after.ts';

export async function me(
  { invocation }: Asked<unknown>,
  { catalog, store, commands }: Knowledge,
): Promise<Answer> {
  const standings = await allStandings(store, invocation);
  const topics = mastery(standings, invocation.at, catalog, await loadScheduler());
  const due = topics.reduce((sum, topic) => sum + topic.due, 0);
  const missed = missedQuestions(standings, { catalog, bank: bankOf(catalog) }).length;
  const actions: Action[] = [
    { label: 'Five questions', command: 'quiz', options: {}, style: 'primary' },
    ...(missed > 0
      ? [
          { label: 'What I missed', command: 'quiz', options: { topic: 'missed' } },
          { label: 'Export to Anki', command: 'quiz-export', options: { q: '0' } },
        ]
      : []),
    { label: 'My place', command: 'leaderboard', options: {} },
    { label: 'My data', command: 'my-data', options: {} },
  ];
  const parts: Part[] = [
    { kind: 'heading', text: 'What you know' },
    {
      kind: 'bars',
      rows: topics.map(({ title, share, met, concepts }) => ({
        label: title,
        share,
        says: `(${met} of ${concepts} met)`,
      })),
    },
    {
      kind: 'prose',
      text: `${due === 0 ? 'Nothing is due now.' : `${plural(due, 'concept')} to review now.`} ${nextReview(standings, invocation.at)}`,
    },
    {
      kind: 'note',
      text: 'A bar is full when you would know every concept of the topic now and for a long time. Only you see it.',
    },
    { kind: 'actions', actions: actions.filter((action) => reaches(action, commands)) },
  ];
  return answered([], parts);
}

function reaches(action: Action, commands: readonly { name: string }[]): boolean {
  return 'url' in action || commands.some((command) => command.name === action.command);
}

const FORGET = 'forget-me';

export async function myData(_asked: Asked<unknown>, { commands }: Knowledge): Promise<Answer> {
  const personal = kindNames.map((name) => kinds[name]).filter((kind) => kind.personal);
  const forget: Action = { label: 'Forget me', command: FORGET, options: {}, style: 'danger' };
  return answered(
    [],
    [
      { kind: 'heading', text: 'What may be kept about you here' },
      {
        kind: 'list',
        items: personal.map((kind) =>
          'days' in kind
            ? `${kind.holds}; for ${plural(kind.days, 'day')}`
            : `${kind.holds}; until you ask to be forgotten`,
        ),
      },
      {
        kind: 'prose',
        text: 'All of it is kept under your id, never with your name or with what you typed. You can have all of it removed at any time.',
      },
      { kind: 'actions', actions: [forget].filter((action) => reaches(action, commands)) },
    ],
  );
}
