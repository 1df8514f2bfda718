import { declare } from './command.ts';
import { optional, textOption } from './option.ts';

/** Deletes all that is kept about whoever asks, once they have said that they mean it. */
export const forgetMe = declare({
  name: 'forget-me',
  description: 'Delete all that is kept about you',
  options: {
    sure: optional(textOption({ description: 'Type yes to delete at once', choices: ['yes'] })),
  },
  visibility: 'private',
  who: 'anyone',
  listed: true,
  examples: [''],
  run: async (...asked) => (await import('./forget-me-run.ts')).forgetMe(...asked),
});
