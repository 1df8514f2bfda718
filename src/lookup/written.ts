import type { Concept } from '../concepts/concept.ts';
import { initials, LONGEST_ACRONYM, shuffled, squashed, withoutVendor } from './keys.ts';
import { normalize } from './normalize.ts';
import { createKeys, type Keys, type NewKeys, type Owners, type WrittenKeys } from './owners.ts';

/** Every name in the form in which names are compared, and whose it is. */
export interface WrittenNames {
  /** Every name, shared name and id, without weak ones. */
  strong: WrittenKeys;
  /** Names that are everyday words too. */
  weak: WrittenKeys;
  /** Names without spaces, in the singular; and without the vendor's name, where nothing else is called so. */
  forms: WrittenKeys;
  /** The words of names in the order of the alphabet. */
  orders: WrittenKeys;
  /** The words of descriptions in the order of the alphabet. */
  phrases: WrittenKeys;
  /** First letters of names that have three words or more. */
  acronyms: WrittenKeys;
  /** The concepts that are the vendor's own, so that its name may stand before any of theirs. */
  ofVendor: readonly number[];
}

type Described = Pick<
  Concept,
  | 'id'
  | 'formerly'
  | 'title'
  | 'names'
  | 'sharedNames'
  | 'weakNames'
  | 'descriptions'
  | 'summary'
  | 'requires'
>;

/** Reads all names once, when content is compiled: a start finds them ready. */
export function writtenNames(concepts: readonly Described[], team: ReadonlySet<string>): WrittenNames {
  const isTeam = (concept: number) => team.has(concepts[concept]?.id ?? '');
  const strong = createKeys(isTeam);
  const weak = createKeys(isTeam);
  for (const [place, { title, names, sharedNames, weakNames }] of concepts.entries()) {
    const everyday = new Set(weakNames.map(normalize));
    for (const name of everyday) weak.add(name, place);
    // An entry that calls its own title an everyday word means it: "role" counts alone, "IAM role" anywhere.
    for (const name of [title, ...names, ...sharedNames].map(normalize))
      if (name !== '' && !everyday.has(name)) strong.add(name, place);
  }
  for (const [place, { id, formerly }] of concepts.entries())
    for (const name of [id, ...formerly].map(normalize))
      if (!strong.has(name) && !weak.has(name)) strong.add(name, place);
  return {
    strong: strong.write(),
    weak: weak.write(),
    forms: formsOf(strong, weak, concepts, isTeam).write(),
    orders: ordersOf(strong, isTeam).write(),
    phrases: phrasesOf(concepts, isTeam).write(),
    acronyms: acronymsOf(strong, isTeam).write(),
    ofVendor: vendorsOwn(concepts),
  };
}

type IsTeam = (concept: number) => boolean;

/** What belongs to the vendor by its own words, and what needs such a thing: a subnet of a VPC. */
function vendorsOwn(concepts: readonly Described[]): number[] {
  const isNamed = concepts.map(({ title, names, descriptions, summary }) =>
    [title, ...names, ...descriptions, summary].some((text) => /\b(aws|amazon)\b/i.test(text)),
  );
  const places = new Map(concepts.map(({ id }, place) => [id, place]));
  return concepts.flatMap(({ requires }, place) =>
    isNamed[place] || requires.some((id) => isNamed[places.get(id) ?? -1]) ? [place] : [],
  );
}

/** Names without spaces, in the singular; and without the vendor's name, where nothing else is called so. */
function formsOf(strong: Keys, weak: Keys, concepts: readonly Described[], isTeam: IsTeam): NewKeys {
  const forms = createKeys(isTeam);
  const titles = new Set(concepts.map(({ title }) => normalize(title)));
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
function ordersOf(strong: Keys, isTeam: IsTeam): NewKeys {
  const orders = createKeys(isTeam);
  strong.each((name, owners) => {
    const order = shuffled(name.split(' '));
    if (order !== '') orders.addAll(order, owners);
  });
  return orders;
}

function phrasesOf(concepts: readonly Described[], isTeam: IsTeam): NewKeys {
  const phrases = createKeys(isTeam);
  for (const [place, { descriptions }] of concepts.entries()) {
    for (const description of descriptions) {
      const key = shuffled(normalize(description).split(' '));
      if (key !== '') phrases.add(key, place);
    }
  }
  return phrases;
}

/** First letters of names that have three words or more. */
function acronymsOf(strong: Keys, isTeam: IsTeam): NewKeys {
  const acronyms = createKeys(isTeam);
  strong.each((name, owners) => {
    const words = name.split(' ');
    if (words.length < 3) return;
    for (const letters of initials(withoutVendor(words)))
      if (letters.length > 2 && letters.length <= LONGEST_ACRONYM) acronyms.addAll(letters, owners);
  });
  return acronyms;
}
