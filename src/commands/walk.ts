import { declare } from './command.ts';
import { textOption } from './option.ts';

/** A topic from its first concept to its last, told in one world: reached by buttons. */
export const walk = declare({
  name: 'walk',
  description: 'One concept of a walk through a topic',
  options: {
    concept: textOption({ description: 'The concept’s id' }),
    in: textOption({ description: 'The world’s id' }),
  },
  visibility: 'private',
  who: 'anyone',
  listed: false,
  examples: [],
  run: async (...asked) => (await import('./walk-run.ts')).walk(...asked),
});
