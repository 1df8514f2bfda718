import { declare } from './command.ts';
import { choice, explain } from './explain.ts';
import { textOption } from './option.ts';

/** As many as a choice offers. */
const MOST = 5;

/** What somebody else's message is about: reached from the message's menu. */
export const explainMessage = declare({
  name: 'explain-message',
  description: 'Explain what a message is about',
  options: { text: textOption({ description: 'The message' }) },
  visibility: 'private',
  who: 'anyone',
  listed: false,
  examples: [],
  async run({ options, invocation }, knowledge) {
    const ids = (await knowledge.lookup.named(options.text)).slice(0, MOST);
    const named = ids.flatMap((id) => knowledge.catalog.concept(id) ?? []);
    if (named.length > 1) {
      const outcome = { kind: 'choice', concepts: ids, confidence: 1 } as const;
      return { parts: choice('This message is about', named), outcome };
    }
    // With nothing named as it is written, the whole message is asked as a question would be.
    return explain.answer({ ...invocation, options: { concept: ids[0] ?? options.text } }, knowledge);
  },
});
