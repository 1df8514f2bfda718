import { letters } from '../quiz/letters.ts';
import { declare } from './command.ts';
import { choiceOption, optional, textOption } from './option.ts';

/** One question to check oneself with: asked without a pick, answered with one. */
export const ask = declare({
  name: 'ask',
  description: 'A question to check yourself with',
  options: {
    concept: textOption({ description: 'The concept’s id' }),
    question: optional(textOption({ description: 'The question’s id' })),
    pick: optional(choiceOption(letters, { description: 'The choice' })),
  },
  visibility: 'private',
  who: 'anyone',
  listed: false,
  examples: [],
  run: async (...asked) => (await import('./ask-run.ts')).ask(...asked),
});
