import type { Catalog } from '../concepts/catalog.ts';
import { asking, loose } from './english.ts';
import { isVendor, singular } from './keys.ts';
import type { Meter } from './meter.ts';
import { normalize } from './normalize.ts';

export interface Described {
  /** Concepts whose descriptions share the rare words of a question, best first; at most five. */
  find(words: readonly string[], meter: Meter): { concept: number; likeness: number }[];
  /** How strongly a word belongs to a concept: 0 where the content never uses it of that concept. */
  about(word: string, concept: number): number;
  /** Whether the content uses the word at all. */
  knows(word: string): boolean;
}

/** The most postings that one question reads. */
const POSTINGS = 8_000;
const MOST = 5;

/** One shared word is no description, and two are hardly one, however rare they are. */
const counted = [0, 0.4, 0.7];

/** What a word weighs by where it stands. */
const weights = { name: 0.75, description: 1, summary: 0.7 };

export function createDescribed(catalog: Catalog): Described {
  const words = new Map<string, Map<number, number>>();
  const put = (text: string, concept: number, weight: number) => {
    for (const word of contentWords(normalize(text).split(' '))) {
      const owners = words.get(word) ?? new Map<number, number>();
      words.set(word, owners);
      owners.set(concept, Math.max(weight, owners.get(concept) ?? 0));
    }
  };
  for (const [place, concept] of catalog.concepts.entries()) {
    for (const name of [concept.title, ...concept.names, ...concept.sharedNames, ...concept.weakNames])
      put(name, place, weights.name);
    for (const description of concept.descriptions) put(description, place, weights.description);
    put(concept.summary, place, weights.summary);
  }
  const count = Math.max(2, catalog.concepts.length);
  const rarity = (owners: number) => Math.log((count + 1) / (owners + 0.5)) / Math.log(count + 1);

  return {
    knows: (word) => words.has(stem(word)),
    about: (word, concept) => words.get(stem(word))?.get(concept) ?? 0,
    find(asked, meter) {
      const lists = [...new Set(contentWords(asked))].map((word) => {
        const owners = words.get(word);
        return { owners, weight: rarity(owners?.size ?? 0) };
      });
      let [total, left] = [0, POSTINGS];
      const score = new Map<number, number>();
      const matched = new Map<number, number>();
      lists.sort((a, b) => b.weight - a.weight);
      for (const { owners, weight } of lists) {
        total += weight;
        for (const [concept, share] of owners ?? []) {
          if (left-- <= 0) break;
          score.set(concept, (score.get(concept) ?? 0) + weight * share);
          matched.set(concept, (matched.get(concept) ?? 0) + 1);
        }
      }
      meter.steps += POSTINGS - Math.max(0, left);
      if (total === 0) return [];
      return [...score]
        .map(([concept, value]) => ({
          concept,
          likeness: (value / total) * (counted[matched.get(concept) ?? 0] ?? 1),
        }))
        .sort((a, b) => b.likeness - a.likeness || a.concept - b.concept)
        .slice(0, MOST);
    },
  };
}

/** The words of a text that say what it is about, in the form in which they are compared. */
function contentWords(text: readonly string[]): string[] {
  return text
    .filter((word) => word.length > 1 && !isVendor(word) && !asking.has(word) && !smallLoose.has(word))
    .map(stem);
}

/** Loose words that still say something: "run", "store", "slow" tell descriptions apart. */
const smallLoose = new Set([...loose].filter((word) => word.length < 4 && word !== 'run' && word !== 'pay'));

const stems = new Map<string, string>();
const KEPT_STEMS = 5_000;

function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = makeStem(word);
  if (stems.size < KEPT_STEMS) stems.set(word, made);
  return made;
}

function makeStem(word: string): string {
  const one = singular(word);
  if (one.length < 5) return one;
  const cut = one.replace(/(ings?|ers?|ed|ly|ion|ions|e)$/, '');
  return cut.length < 3 ? one : cut.at(-1) === cut.at(-2) ? cut.slice(0, -1) : cut;
}
