import { asking, aspects, loose, nouns } from './english.ts';

/** Whether a word, or a form of it, is one of everyday English. */
export function isEveryday(word: string): boolean {
  return kindOf(word, asking) || kindOf(word, loose) || kindOf(word, nouns);
}

/** Whether a word can stand beside a name without making another name of it. */
export function isLoose(word: string): boolean {
  return asking.has(word) || kindOf(word, loose) || aspects.has(word) || /^\d+$|...(ly|ed)$/.test(word);
}

function kindOf(word: string, words: ReadonlySet<string>): boolean {
  if (words.has(word)) return true;
  if (word.length < 4) return false;
  for (const [ending, instead] of endings) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    if (stem.length < 3) continue;
    if (words.has(stem + instead)) return true;
    const doubled = stem.length > 3 && stem.at(-1) === stem.at(-2);
    if (doubled && words.has(stem.slice(0, -1))) return true;
  }
  return false;
}

const endings = [
  ['ies', 'y'],
  ['es', ''],
  ['s', ''],
  ['ied', 'y'],
  ['ed', ''],
  ['ed', 'e'],
  ['ing', ''],
  ['ing', 'e'],
  ['ly', ''],
] as const;
