import { declare, textOption } from './command.ts';
import { explain } from './explain.ts';

/** What somebody else's message is about: reached from the message's menu. */
export const explainMessage = declare({
  name: 'explain-message',
  description: 'Explain what a message is about',
  options: { text: textOption({ description: 'The message' }) },
  visibility: 'private',
  who: 'anyone',
  listed: false,
  examples: [],
  run: ({ options, invocation }, knowledge) =>
    explain.answer({ ...invocation, options: { concept: options.text } }, knowledge),
});
