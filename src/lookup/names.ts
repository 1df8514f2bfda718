import type { Catalog } from '../concepts/catalog.ts';
import { lazily } from '../lazily.ts';
import { LONGEST_ACRONYM, shuffled, squashed, withoutVendor } from './keys.ts';
import type { Meter } from './meter.ts';
import { type Keys, type Owners, readKeys } from './owners.ts';

/** How a text came to be a name. */
export type Way =
  /** As it is written in the content, but for case, accents and signs. */
  | 'name'
  /** A name that is also an everyday word. */
  | 'weak'
  /** The same words but for spaces, plural, order or the vendor's name. */
  | 'form'
  /** A description of it, word for word. */
  | 'described'
  /** First letters of a name that nobody wrote down as one. */
  | 'derived';

export interface Named {
  owners: Owners;
  way: Way;
}

export interface Names {
  /** What a run of words is the name of. Weak names and derived acronyms count only where they are all that is asked. */
  find(words: readonly string[], whole: boolean, meter: Meter): Named | undefined;
  /** Names that are everyday words too. */
  weak: Keys;
  /** Every name and shared name in normalized form, without weak ones. */
  strong: Keys;
  /** Whether a concept is the vendor's own, so that the vendor's name may stand before any of its names. */
  ofVendor(concept: number): boolean;
  /** The most words that a name inside a sentence has. */
  longest(): number;
}

/** Longer names are still found as a whole, but not inside a sentence. */
const LONGEST_IN_SENTENCE = 8;

export function createNames({ names }: Pick<Catalog, 'names'>): Names {
  const strong = readKeys(names.strong);
  const weak = readKeys(names.weak);
  const ofVendor = new Set(names.ofVendor);
  const longest = lazily(() => longestOf(strong));
  // A question waits only for those that it needs.
  const forms = lazily(() => readKeys(names.forms));
  const orders = lazily(() => readKeys(names.orders));
  const phrases = lazily(() => readKeys(names.phrases));
  const acronyms = lazily(() => readKeys(names.acronyms));

  const exact = (words: readonly string[], whole: boolean): Named | undefined => {
    const text = words.join(' ');
    const named = strong.get(text);
    if (named) return { owners: named, way: 'name' };
    const everyday = whole ? weak.get(text) : undefined;
    return everyday && { owners: everyday, way: 'weak' };
  };

  return {
    strong,
    longest,
    weak,
    ofVendor: (concept) => ofVendor.has(concept),
    find(words, whole, meter) {
      meter.steps++;
      const asWritten = exact(words, whole);
      if (asWritten) return asWritten;
      const bare = withoutVendor(words);
      if (bare.length === 0) return undefined;
      meter.steps += 3;
      // A vendor's name before an everyday word makes it no everyday word: "aws region".
      const added = bare.length < words.length;
      const known = added ? exact(bare, true) : undefined;
      const reordered = whole && bare.length > 1 ? orders : undefined;
      const owners = known?.owners ?? forms().get(squashed(bare)) ?? reordered?.().get(shuffled(bare));
      // A vendor's name makes another product of what is not the vendor's: "AWS Network Firewall" is no firewall.
      if (owners && (!added || owners.concepts.some((concept) => ofVendor.has(concept)))) {
        return { owners, way: 'form' };
      }
      const phrase = whole && words.length > 2 ? phrases().get(shuffled(words)) : undefined;
      if (phrase?.concepts.length === 1) return { owners: phrase, way: 'described' };
      if (added) return undefined;

      const [letters = ''] = bare;
      const spelt = whole && bare.length === 1 && letters.length <= LONGEST_ACRONYM;
      const owned = spelt ? acronyms().get(letters) : undefined;
      return owned && { owners: owned, way: 'derived' };
    },
  };
}

function longestOf(names: Keys): number {
  let longest = 1;
  names.each((name) => {
    longest = Math.max(longest, name.split(' ').length);
  });
  return Math.min(longest, LONGEST_IN_SENTENCE);
}
