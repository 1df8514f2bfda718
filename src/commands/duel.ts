import { letters } from '../quiz/letters.ts';
import { declare } from './command.ts';
import { choiceOption, numberOption, optional, personOption, textOption } from './option.ts';

export const duel = declare({
  name: 'duel',
  description: 'Challenge one colleague: the same five questions, each in your own time',
  options: {
    opponent: personOption({ description: 'Whom you challenge' }),
    topic: optional(textOption({ description: 'A topic; everything if left out', suggests: 'topic' })),
  },
  visibility: 'public',
  who: 'anyone',
  listed: true,
  examples: ['@ben', '@ben containers'],
  run: async (...asked) => (await import('./duel-run.ts')).duel(...asked),
});

const unlisted = { visibility: 'private', who: 'anyone', listed: false, examples: [] } as const;
const d = () => textOption({ description: 'The duel' });
const w = () => textOption({ description: 'The workspace it began in' });
const q = () => numberOption({ description: 'The place of the question' }, 0, 9);

export const duelPlay = declare({
  ...unlisted,
  name: 'duel-play',
  description: 'Answer the questions of a duel',
  options: { d: d(), w: w() },
  run: async (...asked) => (await import('./duel-run.ts')).duelPlay(...asked),
});

export const duelPick = declare({
  ...unlisted,
  name: 'duel-pick',
  description: 'Answer a question of a duel',
  options: { d: d(), w: w(), q: q(), p: choiceOption(letters, { description: 'The choice' }) },
  run: async (...asked) => (await import('./duel-run.ts')).duelPick(...asked),
});

export const duelDecline = declare({
  ...unlisted,
  name: 'duel-decline',
  description: 'Decline a duel',
  options: { d: d(), w: w() },
  run: async (...asked) => (await import('./duel-run.ts')).duelDecline(...asked),
});

export const duelReview = declare({
  ...unlisted,
  name: 'duel-review',
  description: 'Look at your answers in a duel',
  options: { d: d(), w: w(), q: q() },
  run: async (...asked) => (await import('./duel-run.ts')).duelReview(...asked),
});
