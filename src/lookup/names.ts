import type { Catalog } from '../concepts/catalog.ts';
import { lazily } from '../lazily.ts';
import { initials, shuffled, squashed, withoutVendor } from './keys.ts';
import type { Meter } from './meter.ts';
import { normalize, normalizeAll } from './normalize.ts';
import { createKeys, type Keys, type Owners } from './owners.ts';

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
const LONGEST_ACRONYM = 8;

export function createNames(catalog: Catalog): Names {
  const isTeam = (concept: number) => catalog.team.has(catalog.concepts[concept]?.id ?? '');
  const strong = createKeys(isTeam);
  const weak = createKeys(isTeam);

  const written = catalog.concepts.map(({ title, names, sharedNames }) => [title, ...names, ...sharedNames]);
  const plain = normalizeAll(written.flat()).values();
  for (const [place, { weakNames }] of catalog.concepts.entries()) {
    const everyday = new Set(weakNames.map(normalize));
    for (const name of everyday) weak.add(name, place);
    // An entry that calls its own title an everyday word means it: "role" counts alone, "IAM role" anywhere.
    for (const _name of written[place] ?? []) {
      const name = plain.next().value ?? '';
      if (name !== '' && !everyday.has(name)) strong.add(name, place);
    }
  }
  const ids = catalog.concepts.flatMap(({ id, formerly }, place) =>
    [id, ...formerly].map((one) => ({ id: one, place })),
  );
  const plainIds = normalizeAll(ids.map(({ id }) => id));
  for (const [at, { place }] of ids.entries()) {
    const name = plainIds[at] ?? '';
    if (!strong.has(name) && !weak.has(name)) strong.add(name, place);
  }

  // Most questions are a name as it is written: only what is asked otherwise waits for these, each for its own.
  const ofVendor = lazily(() => vendorsOwn(catalog));
  const longest = lazily(() => longestOf(strong));
  const forms = lazily(() => formsOf(strong, weak, catalog, isTeam));
  const orders = lazily(() => ordersOf(strong, isTeam));
  const phrases = lazily(() => phrasesOf(catalog, isTeam));
  const acronyms = lazily(() => acronymsOf(strong, isTeam));

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
    ofVendor: (concept) => ofVendor().has(concept),
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
      if (owners && (!added || owners.concepts.some((concept) => ofVendor().has(concept)))) {
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

type IsTeam = (concept: number) => boolean;

/** What belongs to the vendor by its own words, and what needs such a thing: a subnet of a VPC. */
function vendorsOwn({ concepts }: Catalog): ReadonlySet<number> {
  const isNamed = concepts.map(({ title, names, descriptions, summary }) =>
    [title, ...names, ...descriptions, summary].some((text) => /\b(aws|amazon)\b/i.test(text)),
  );
  const places = new Map(concepts.map(({ id }, place) => [id, place]));
  const own = concepts.flatMap(({ requires }, place) =>
    isNamed[place] || requires.some((id) => isNamed[places.get(id) ?? -1]) ? [place] : [],
  );
  return new Set(own);
}

function longestOf(names: Keys): number {
  let longest = 1;
  names.each((name) => {
    longest = Math.max(longest, name.split(' ').length);
  });
  return Math.min(longest, LONGEST_IN_SENTENCE);
}

/** Names without spaces, in the singular; and without the vendor's name, where nothing else is called so. */
function formsOf(strong: Keys, weak: Keys, catalog: Catalog, isTeam: IsTeam): Keys {
  const forms = createKeys(isTeam);
  const titles = new Set(catalog.concepts.map(({ title }) => normalize(title)));
  const bared: [string, Owners][] = [];
  strong.each((name, owners) => {
    const words = name.split(' ');
    forms.addAll(squashed(words), owners);
    const bare = withoutVendor(words);
    // "Redis on AWS" is a name for what AWS makes of it, and "Redis" alone is not.
    const own = bare.length > 1 || titles.has(name) || (bare[0]?.length ?? 0) < 5;
    if (own && bare.length > 0 && bare.length < words.length) bared.push([squashed(bare), owners]);
  });
  // What is derived never takes a key from what is written.
  const free = bared.filter(([key]) => !forms.has(key) && !weak.has(key));
  for (const [key, owners] of free) forms.addAll(key, owners);
  return forms;
}

/** The words of names in the order of the alphabet. */
function ordersOf(strong: Keys, isTeam: IsTeam): Keys {
  const orders = createKeys(isTeam);
  strong.each((name, owners) => {
    const order = shuffled(name.split(' '));
    if (order !== '') orders.addAll(order, owners);
  });
  return orders;
}

function phrasesOf(catalog: Catalog, isTeam: IsTeam): Keys {
  const phrases = createKeys(isTeam);
  for (const [place, { descriptions }] of catalog.concepts.entries()) {
    for (const description of descriptions) {
      const key = shuffled(normalize(description).split(' '));
      if (key !== '') phrases.add(key, place);
    }
  }
  return phrases;
}

/** First letters of names that have three words or more. */
function acronymsOf(strong: Keys, isTeam: IsTeam): Keys {
  const acronyms = createKeys(isTeam);
  strong.each((name, owners) => {
    const words = name.split(' ');
    if (words.length < 3) return;
    for (const letters of initials(withoutVendor(words)))
      if (letters.length > 2 && letters.length <= LONGEST_ACRONYM) acronyms.addAll(letters, owners);
  });
  return acronyms;
}
