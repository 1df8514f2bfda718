import Fuse from 'fuse.js/basic';
import { isOtherWord, slips } from './distance.ts';
import { isEveryday } from './everyday.ts';
import { createGrams } from './grams.ts';
import { isFiller, singular, sound, withoutVendor } from './keys.ts';
import type { Meter } from './meter.ts';
import type { Names } from './names.ts';
import type { Owners } from './owners.ts';

/** A concept whose name is much like what was typed. */
export interface Alike {
  concept: number;
  owners: Owners;
  /** The letters of its name. */
  name: string;
  /** From 0 to 1; 1 is the same letters. */
  likeness: number;
}

export interface Misspelt {
  /** Concepts with a name like these words, the most alike first; at most six, and fewer inside a sentence. */
  find(words: readonly string[], whole: boolean, meter: Meter): Alike[];
  /** Whether a name holds the word. */
  knows(word: string): boolean;
}

/** Postings read for one text, candidates compared, and letters compared of each: the bound on a query's work. */
const POSTINGS = 12_000;
const SHORT_POSTINGS = 4_000;
const CANDIDATES = 12;
const SHORT_CANDIDATES = 8;
const SAME_SOUND = 6;
const RANKED = 6;

/** Names of up to this many letters share too few runs of three with a misspelling: they are found by runs of two. */
const SHORT = 10;

/** Slips that are added where a whole stretch of letters differs. */
const OTHER_WORD = 1.5;

/** Slips beyond this part of a name's letters are not counted to their end. */
const FARTHEST = 0.8;

/** How far behind the best a name may be and still be offered. */
const BEHIND = 0.15;

/** So short a name with a slip is another name as often as not. */
const TOO_SHORT = 4;
const MOST_FOR_SHORT = 0.7;

/** What part of the doubt stays where the words are right and only a space is wrong: "sever less". */
const RESPACED = 0.35;

/** Below this likeness nothing is worth offering, and inside a sentence nothing is a slip. */
const LEAST = 0.55;
export const SLIP_IN_SENTENCE = 0.78;
/** Words this much unlike each other are two words. */
const OTHER = 0.5;

interface Name {
  letters: string;
  /** Its words in the order of the alphabet; made when it is first needed. */
  sorted?: string;
  words: readonly string[];
  owners: Owners;
  sound: string;
  /** It counts only where it is all that is asked. */
  everyday: boolean;
}

export function createMisspelt(names: Names): Misspelt {
  const table: Name[] = [];
  const seen = new Set<string>();
  const vocabulary = new Set<string>();
  const put = (words: readonly string[], owners: Owners, everyday: boolean) => {
    for (const word of words) vocabulary.add(word);
    const bare = withoutVendor(words);
    for (const form of bare.length < words.length ? [words, bare] : [words]) {
      const letters = form.join('');
      if (letters === '' || seen.has(letters)) continue;
      seen.add(letters);
      table.push({ letters, sound: sound(letters), words: form, owners, everyday });
    }
  };
  names.strong.each((name, owners) => put(name.split(' '), owners, false));
  names.weak.each((name, owners) => name.length > 4 && put(name.split(' '), owners, true));

  const long = createGrams(
    table.map((name) => name.letters),
    3,
    POSTINGS,
  );
  const short = table.filter((name) => name.letters.length <= SHORT);
  const pairs = createGrams(
    short.map((name) => name.letters),
    2,
    SHORT_POSTINGS,
  );
  const sounds = new Map<string, number>();
  const sameSound = new Int32Array(table.length).fill(-1);
  for (const [place, name] of table.entries()) {
    sameSound[place] = sounds.get(name.sound) ?? -1;
    sounds.set(name.sound, place);
  }

  const candidates = (letters: string, key: string, meter: Meter): Set<Name> => {
    const found = new Set<Name>();
    const put = (name: Name | undefined) => name && found.add(name);
    for (const place of long.alike(letters, CANDIDATES, meter)) put(table[place]);
    if (letters.length <= SHORT)
      for (const place of pairs.alike(letters, SHORT_CANDIDATES, meter)) put(short[place]);
    let place = sounds.get(key) ?? -1;
    for (let count = 0; count < SAME_SOUND && place >= 0; count++) {
      put(table[place]);
      place = sameSound[place] ?? -1;
    }
    return found;
  };

  return {
    knows: (word) => vocabulary.has(word),
    find(asked, whole, meter) {
      const words = withoutVendor(asked);
      const letters = words.join('');
      if (letters.length < 3 || letters.length > 60) return [];
      const key = sound(letters);
      const sorted = words.length > 1 ? inOrder(words) : '';
      // Words that are spelled right are no slips in other words, unless only a space is wrong.
      const spelled = words.every(
        (word) => isEveryday(word) || vocabulary.has(word) || vocabulary.has(singular(word)),
      );
      const doubt = spelled ? 0.2 : 0;

      const best = new Map<number, Alike>();
      const least = whole ? LEAST : SLIP_IN_SENTENCE;
      let top = least;
      for (const name of candidates(letters, key, meter)) {
        if (name.everyday && !whole) continue;
        meter.steps += letters.length * name.letters.length;
        const sounding = key.length > 2 && key === name.sound;
        // Whatever is far behind the best so far need not be measured to its end.
        const far = sounding ? FARTHEST : Math.min(1 - least, 1 - top + BEHIND);
        let likeness = byLetters(letters, name.letters, far);
        if (sorted !== '' && name.words.length > 1 && likeness < 0.9) {
          name.sorted ??= inOrder(name.words);
          if (sorted !== letters || name.sorted !== name.letters)
            likeness = Math.max(likeness, byLetters(sorted, name.sorted, far) - 0.02);
        }
        if (sounding) {
          const near = Math.abs(letters.length - name.letters.length) < 2;
          likeness = 1 - (1 - likeness) * (near ? 0.6 : 0.8);
        }
        if (likeness >= least) {
          if (isDerivedWord(letters, name.letters)) likeness -= 0.15;
          if (hasOtherWord(words, name.words)) likeness -= 0.15;
          if (Math.max(letters.length, name.letters.length) <= TOO_SHORT)
            likeness = Math.min(likeness, MOST_FOR_SHORT);
        }
        const cut = shortened(words, letters, name) - (words.length > 1 ? doubt * RESPACED : doubt);
        const respaced = words.length > 1 && words.length !== name.words.length;
        likeness =
          Math.max(likeness - (respaced ? doubt * RESPACED : doubt), cut) - (name.everyday ? 0.03 : 0);
        if (likeness < least) continue;
        if (likeness > top) top = likeness;
        for (const concept of name.owners.concepts) {
          if (words.length < asked.length && !names.ofVendor(concept)) continue;
          if (likeness > (best.get(concept)?.likeness ?? 0)) {
            best.set(concept, { concept, owners: name.owners, likeness, name: name.letters });
          }
        }
      }
      const ranked = [...best.values()]
        .sort((a, b) => b.likeness - a.likeness || a.concept - b.concept)
        .slice(0, RANKED);
      return rank(letters, ranked);
    },
  };
}

/** The letters of the words in the order of the alphabet, without the small ones. */
function inOrder(words: readonly string[]): string {
  return words
    .filter((word) => !isFiller(word))
    .sort()
    .join('');
}

function byLetters(a: string, b: string, most: number): number {
  const scale = Math.max(2, Math.max(a.length, b.length) - 1);
  const cost = slips(a, b, scale * most);
  return 1 - (isOtherWord(a, b, cost) ? cost + OTHER_WORD : cost) / scale;
}

/** Whether one of the words, in its place, is another word altogether: "aurora dsql" and "aurora mysql". */
function hasOtherWord(typed: readonly string[], name: readonly string[]): boolean {
  return (
    typed.length > 1 &&
    typed.length === name.length &&
    typed.some((word, at) => word !== name[at] && isOther(word, name[at] ?? ''))
  );
}

function isOther(word: string, meant: string): boolean {
  return (
    byLetters(word, meant, FARTHEST) < OTHER &&
    slips(word, meant, MOST_IN_WORD) > MOST_IN_WORD &&
    sound(word) !== sound(meant)
  );
}

/** Slips that one short word may have and still be the same word. */
const MOST_IN_WORD = 1.4;

/** Whether two words differ only in their endings, and both endings are English: "registrar" is no slip in "registry". */
function isDerivedWord(typed: string, name: string): boolean {
  let start = 0;
  while (start < name.length && typed[start] === name[start]) start++;
  return (
    start > 4 && endings.has(typed.slice(start)) && (start === name.length || endings.has(name.slice(start)))
  );
}

const endings = new Set(
  'al ally an ar ary ate ated ation ations ative ator ators ed ence ent er ers ful ial ian ic ical ier ify ing ings ion ions ish ism ist ity ive ize ized izer less ly ment ments ness or ors ous y'.split(
    ' ',
  ),
);

/** How much a text looks like the start of a name, or each word of it like the start of a word. */
function shortened(words: readonly string[], letters: string, name: Name): number {
  const part = letters.length / name.letters.length;
  if (letters.length >= 4 && name.letters.startsWith(letters)) return 0.62 + 0.3 * part;
  if (words.length < 2 || words.length !== name.words.length) return 0;
  const starts = words.every((word, at) => (name.words[at] ?? '').startsWith(word) && word.length > 1);
  return starts ? 0.65 + 0.3 * part : 0;
}

/** fuse.js ranks what is left where our own measure sees hardly a difference. */
function rank(letters: string, alike: Alike[]): Alike[] {
  const [first, second] = alike;
  if (!first || !second || first.likeness - second.likeness > 0.08) return alike;
  const close = alike.filter((one) => first.likeness - one.likeness <= 0.08);
  const scores = new Map<Alike, number>(
    close.map((one) => [one, Fuse.match(letters, one.name, { ignoreLocation: true, threshold: 0.6 }).score]),
  );
  const value = (one: Alike) => one.likeness - 0.05 * (scores.get(one) ?? 1);
  return alike.sort((a, b) => value(b) - value(a) || a.concept - b.concept);
}
