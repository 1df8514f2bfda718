import { declare } from './command.ts';

export const help = declare({
  name: 'help',
  description: 'What Simile can do, and how to ask',
  options: {},
  visibility: 'private',
  who: 'anyone',
  listed: true,
  examples: [''],
  run: async (...asked) => (await import('./help-run.ts')).help(...asked),
});
