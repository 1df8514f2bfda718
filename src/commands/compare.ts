import { declare } from './command.ts';
import { optional, textOption } from './option.ts';

export const compare = declare({
  name: 'compare',
  description: 'Show concepts side by side, with the difference that matters',
  options: {
    first: textOption({ description: 'One concept', suggests: 'concept' }),
    second: optional(textOption({ description: 'The other', suggests: 'concept' })),
    third: optional(textOption({ description: 'A third, if you like', suggests: 'concept' })),
  },
  visibility: 'private',
  who: 'anyone',
  listed: true,
  examples: ['ecs vs eks', 'container vs virtual machine', 'sqs vs sns'],
  run: async (...asked) => (await import('./compare-run.ts')).compare(...asked),
});
