import { declare } from './command.ts';
import { optional, textOption } from './option.ts';

export const topics = declare({
  name: 'topics',
  description: 'Look through what there is to learn, in learning order',
  options: {
    topic: optional(textOption({ description: 'A topic; leave it out to see them all', suggests: 'topic' })),
  },
  visibility: 'private',
  who: 'anyone',
  listed: true,
  examples: ['', 'containers', 'security'],
  run: async (...asked) => (await import('./topics-run.ts')).topics(...asked),
});
