import { letters } from '../quiz/letters.ts';
import { declare } from './command.ts';
import { choiceOption, numberOption, optional, textOption } from './option.ts';

/** What is typed in place of a topic for the questions that were answered wrongly. */
export const MISSED = 'missed';

export const quiz = declare({
  name: 'quiz',
  description: 'Practice alone: five questions, chosen so that you forget less',
  options: {
    topic: optional(
      textOption({ description: 'A topic, or “missed” for what you got wrong', suggests: 'topic' }),
    ),
  },
  visibility: 'private',
  who: 'anyone',
  listed: true,
  examples: ['', 'containers', MISSED],
  run: async (...asked) => (await import('./quiz-run.ts')).quiz(...asked),
});

const unlisted = { visibility: 'private', who: 'anyone', listed: false, examples: [] } as const;
const round = () => textOption({ description: 'The round' });
const index = () => numberOption({ description: 'The place of the question' }, 0, 9);

export const quizPick = declare({
  ...unlisted,
  name: 'quiz-pick',
  description: 'Answer a question of your practice',
  options: { r: round(), q: index(), p: choiceOption(letters, { description: 'The choice' }) },
  run: async (...asked) => (await import('./quiz-run.ts')).quizPick(...asked),
});

export const quizNext = declare({
  ...unlisted,
  name: 'quiz-next',
  description: 'The next question of your practice',
  options: { r: round(), q: index() },
  run: async (...asked) => (await import('./quiz-run.ts')).quizNext(...asked),
});

export const quizExplain = declare({
  ...unlisted,
  name: 'quiz-explain',
  description: 'Explain what a question was about',
  options: { r: round(), q: index() },
  run: async (...asked) => (await import('./quiz-run.ts')).quizExplain(...asked),
});

export const quizExport = declare({
  visibility: 'private',
  who: 'anyone',
  listed: false,
  examples: [],
  name: 'quiz-export',
  description: 'What you missed, for Anki',
  options: { q: numberOption({ description: 'How many questions' }, 0, 99) },
  run: async (...asked) => (await import('./quiz-after.ts')).quizExport(...asked),
});
