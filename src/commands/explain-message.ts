import { declare, textOption } from './command.ts';
import { choice, explain } from './explain.ts';

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
  run({ options, invocation }, knowledge) {
    const found = knowledge.lookup.find(options.text);
    const ids = [...new Set([...found.concepts, ...found.also])].slice(0, MOST);
    const named = ids.flatMap((id) => knowledge.catalog.concept(id) ?? []);
    if (named.length < 2)
      return explain.answer({ ...invocation, options: { concept: options.text } }, knowledge);
    return {
      parts: choice('This message is about', named),
      outcome: { kind: 'choice', concepts: ids, confidence: found.confidence },
    };
  },
});
