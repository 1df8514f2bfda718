import type { Catalog } from '../concepts/catalog.ts';
import { lazily } from '../lazily.ts';
import { initials, shuffled, squashed, withoutVendor } from './keys.ts';
import type { Meter } from './meter.ts';
import { normalize } from './normalize.ts';
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
  /** The most words that a name has. */
  longest: number;
}

/** Longer names are still found as a whole, but not inside a sentence. */
const LONGEST_IN_SENTENCE = 8;

export function createNames(catalog: Catalog): Names {
  const isTeam = (concept: number) => catalog.team.has(catalog.concepts[concept]?.id ?? '');
  const strong = createKeys(isTeam);
  const weak = createKeys(isTeam);

  const ofVendor = new Set<number>();
  for (const [place, concept] of catalog.concepts.entries()) {
    const said = [concept.title, ...concept.names, ...concept.descriptions, concept.summary];
    if (said.some((text) => /\b(aws|amazon)\b/i.test(text))) ofVendor.add(place);
    const everyday = new Set(concept.weakNames.map(normalize));
    for (const name of everyday) weak.add(name, place);
    // An entry that calls its own title an everyday word means it: "role" counts alone, "IAM role" anywhere.
    for (const name of [concept.title, ...concept.names, ...concept.sharedNames]) {
      const plain = normalize(name);
      if (plain !== '' && !everyday.has(plain)) strong.add(plain, place);
    }
  }
  const ids = new Map(catalog.concepts.map((concept, place) => [concept.id, place]));
  const vendors = new Set(ofVendor);
  for (const [place, concept] of catalog.concepts.entries()) {
    // A part of something of the vendor's is the vendor's too: a subnet of a VPC.
    if (concept.requires.some((id) => vendors.has(ids.get(id) ?? -1))) ofVendor.add(place);
    for (const id of [concept.id, ...concept.formerly]) {
      const plain = normalize(id);
      if (!strong.has(plain) && !weak.has(plain)) strong.add(plain, place);
    }
  }

  let longest = 1;
  strong.each((name) => {
    longest = Math.max(longest, name.split(' ').length);
  });
  const derived = lazily(() => derive(strong, weak, catalog, isTeam));

  const exact = (words: readonly string[], whole: boolean): Named | undefined => {
    const text = words.join(' ');
    const named = strong.get(text);
    if (named) return { owners: named, way: 'name' };
    const everyday = whole ? weak.get(text) : undefined;
    return everyday && { owners: everyday, way: 'weak' };
  };

  return {
    strong,
    longest: Math.min(longest, LONGEST_IN_SENTENCE),
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
      const { forms, orders, phrases, acronyms } = derived();
      const reordered = whole && bare.length > 1 ? orders : undefined;
      const owners = known?.owners ?? forms.get(squashed(bare)) ?? reordered?.get(shuffled(bare));
      // A vendor's name makes another product of what is not the vendor's: "AWS Network Firewall" is no firewall.
      if (owners && (!added || owners.concepts.some((concept) => ofVendor.has(concept)))) {
        return { owners, way: 'form' };
      }
      const phrase = whole && words.length > 2 ? phrases.get(shuffled(words)) : undefined;
      if (phrase?.concepts.length === 1) return { owners: phrase, way: 'described' };
      if (added) return undefined;

      const letters = whole && bare.length === 1 ? acronyms.get(bare[0] ?? '') : undefined;
      return letters && { owners: letters, way: 'derived' };
    },
  };
}

/** What leads to a name without being written as one; made when a text is no name as it stands. */
function derive(strong: Keys, weak: Keys, catalog: Catalog, isTeam: (concept: number) => boolean) {
  const [forms, orders, acronyms, phrases] = [
    createKeys(isTeam),
    createKeys(isTeam),
    createKeys(isTeam),
    createKeys(isTeam),
  ];
  for (const [place, { descriptions }] of catalog.concepts.entries()) {
    for (const description of descriptions) {
      const key = shuffled(normalize(description).split(' '));
      if (key !== '') phrases.add(key, place);
    }
  }
  const titles = new Set(catalog.concepts.map(({ title }) => normalize(title)));
  const bared: [string, Owners][] = [];
  strong.each((name, owners) => {
    const words = name.split(' ');
    const bare = withoutVendor(words);
    // "Redis on AWS" is a name for what AWS makes of it, and "Redis" alone is not.
    const own = bare.length > 1 || titles.has(name) || (bare[0]?.length ?? 0) < 5;
    if (own && bare.length > 0 && bare.length < words.length) bared.push([squashed(bare), owners]);
    if (words.length > 2)
      for (const letters of initials(bare)) if (letters.length > 2) acronyms.addAll(letters, owners);
    forms.addAll(squashed(words), owners);
    const order = shuffled(words);
    if (order !== '') orders.addAll(order, owners);
  });
  // What is derived never takes a key from what is written.
  const free = bared.filter(([key]) => !forms.has(key) && !weak.has(key));
  for (const [key, owners] of free) forms.addAll(key, owners);
  return { forms, orders, phrases, acronyms };
}
