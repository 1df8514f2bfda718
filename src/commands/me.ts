import { declare } from './command.ts';

export const me = declare({
  name: 'me',
  description: 'What you know, topic by topic, what is due, and what is kept about you',
  options: {},
  visibility: 'private',
  who: 'anyone',
  listed: true,
  examples: [''],
  run: async (...asked) => (await import('./me-run.ts')).me(...asked),
});

export const myData = declare({
  name: 'my-data',
  description: 'What is kept about you, and for how long',
  options: {},
  visibility: 'private',
  who: 'anyone',
  listed: false,
  examples: [],
  run: async (...asked) => (await import('./me-run.ts')).myData(...asked),
});
