import { ask } from './ask.ts';
import type { Command } from './command.ts';
import { compare } from './compare.ts';
import { first, more, related, report, share } from './concept-pages.ts';
import { explain } from './explain.ts';
import { explainMessage } from './explain-message.ts';
import { help } from './help.ts';
import { topics } from './topics.ts';

/** Every command there is; the listed ones in the order in which people see them. */
export const commands: readonly Command[] = [
  explain,
  compare,
  topics,
  help,
  more,
  first,
  related,
  ask,
  share,
  report,
  explainMessage,
];
