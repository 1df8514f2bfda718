import { fold } from './normalize.ts';

/** A question as words, ready to be looked up. */
export interface Question {
  words: readonly string[];
  /** Whether a comma, a slash or the like stands before the word at this place. */
  parted: readonly boolean[];
}

/** Characters of a text that are read; nobody needs more to name a concept, and what is cut off costs nothing. */
export const READ_LIMIT = 240;
/** Words of it that are read. */
export const WORD_LIMIT = 48;

/** Cuts a text and takes it apart. The words joined with spaces are what `normalize` gives. */
export function readQuestion(text: string): Question {
  const plain = fold(text.slice(0, READ_LIMIT)).replace(/['’`´]/g, '');
  const words: string[] = [];
  const parted: boolean[] = [];
  let end = 0;
  for (const match of plain.matchAll(/[\p{L}\p{N}+#]+/gu)) {
    if (words.length === WORD_LIMIT) break;
    words.push(match[0]);
    parted.push(/[,;/|&:]/.test(plain.slice(end, match.index)));
    end = match.index + match[0].length;
  }
  return { words, parted };
}
