import { declare } from './command.ts';
import { optional, textOption } from './option.ts';

/** What the buttons of a card lead to. None of these is typed. */

const concept = () => textOption({ description: 'The concept’s id' });
const unlisted = { visibility: 'private', who: 'anyone', listed: false, examples: [] } as const;

export const more = declare({
  ...unlisted,
  name: 'more',
  description: 'The whole explanation of a concept',
  options: { concept: concept() },
  run: async (...asked) => (await import('./concept-pages-run.ts')).more(...asked),
});

export const first = declare({
  ...unlisted,
  name: 'first',
  description: 'What to know before a concept',
  options: { concept: concept() },
  run: async (...asked) => (await import('./concept-pages-run.ts')).first(...asked),
});

export const related = declare({
  ...unlisted,
  name: 'related',
  description: 'What is near a concept',
  options: { concept: concept() },
  run: async (...asked) => (await import('./concept-pages-run.ts')).related(...asked),
});

export const share = declare({
  ...unlisted,
  name: 'share',
  description: 'Show a card to the whole channel',
  visibility: 'public',
  options: {
    concept: concept(),
    in: optional(textOption({ description: 'The world of the likeness' })),
  },
  run: async (...asked) => (await import('./concept-pages-run.ts')).share(...asked),
});

export const report = declare({
  ...unlisted,
  name: 'report',
  description: 'Say that a card is wrong',
  options: { concept: concept() },
  run: async (...asked) => (await import('./concept-pages-run.ts')).report(...asked),
});
