import type { Catalog } from '../concepts/catalog.ts';
import { isVendor, singular } from './keys.ts';
import type { Meter } from './meter.ts';
import { normalize } from './normalize.ts';
import { synonyms } from './synonyms.ts';

export interface Described {
  /** Concepts whose descriptions share the rare words of a question, best first; at most five. */
  find(words: readonly string[], meter: Meter): { concept: number; likeness: number }[];
  /** How strongly a word belongs to a concept: 0 where the content never uses it of that concept. */
  about(word: string, concept: number): number;
  /** Whether the content uses the word at all. */
  knows(word: string): boolean;
}

/** The most postings that one question reads, and the concepts whose texts are then read against it. */
const POSTINGS = 8_000;
const READ = 8;
const MOST = 5;

/** What a word weighs by where it stands. */
const weights = { name: 0.75, description: 1, summary: 0.7 };
/** What another word for the same thing weighs beside the word itself. */
const SYNONYM = 0.6;
/** One shared word is no description, and two are hardly one, however rare they are. */
const counted = [0, 0.4, 0.8];
/** How much of the likeness is that of the one text that is nearest. */
const NEAREST = 0.5;

/** A text that was read: its words, with how rare each is. */
interface Text {
  said: ReadonlyMap<string, number>;
  total: number;
}
/** Concepts whose texts are kept once they were read. */
const KEPT_TEXTS = 1_000;

interface Asked {
  /** The word and others for the same thing, with what each weighs. */
  forms: ReadonlyMap<string, number>;
  /** How rare it is in the content, from 0 to 1. */
  rarity: number;
}

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
  const rarity = (word: string) =>
    Math.log((count + 1) / ((words.get(word)?.size ?? 0) + 0.5)) / Math.log(count + 1);

  const read = new Map<number, readonly Text[]>();
  const textsOf = (place: number): readonly Text[] => {
    const known = read.get(place);
    if (known) return known;
    const concept = catalog.concepts[place];
    const texts = (concept ? [...concept.descriptions, concept.summary] : []).map((text): Text => {
      const said = new Map(contentWords(normalize(text).split(' ')).map((word) => [word, rarity(word)]));
      return { said, total: [...said.values()].reduce((sum, weight) => sum + weight, 0) };
    });
    if (read.size < KEPT_TEXTS) read.set(place, texts);
    return texts;
  };

  /** How much of what is asked one text says, and how much of what it says is asked. */
  const nearness = (asked: readonly Asked[], total: number, text: Text): number => {
    let [shared, told] = [0, 0];
    for (const { forms, rarity } of asked) {
      let [best, nearest] = [0, 0];
      for (const [form, weight] of forms) {
        const weighs = text.said.get(form);
        if (weighs === undefined || weight <= best) continue;
        [best, nearest] = [weight, weighs];
      }
      shared += best * rarity;
      told += nearest;
    }
    const [recall, precision] = [shared / total, text.total === 0 ? 0 : Math.min(1, told / text.total)];
    return recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);
  };

  return {
    knows: (word) => words.has(stem(word)),
    about: (word, concept) => words.get(stem(word))?.get(concept) ?? 0,
    find(typed, meter) {
      const asked = [...new Set(contentWords(typed))]
        .map((word): Asked => ({ forms: formsOf(word), rarity: rarity(word) }))
        .sort((a, b) => b.rarity - a.rarity);
      const total = asked.reduce((sum, { rarity }) => sum + rarity, 0);
      if (total === 0) return [];
      let left = POSTINGS;
      const score = new Map<number, number>();
      const matched = new Map<number, number>();
      for (const { forms, rarity } of asked) {
        const best = new Map<number, number>();
        for (const [form, weight] of forms) {
          for (const [concept, share] of words.get(form) ?? []) {
            if (left-- <= 0) break;
            best.set(concept, Math.max(weight * share, best.get(concept) ?? 0));
          }
        }
        for (const [concept, share] of best) {
          score.set(concept, (score.get(concept) ?? 0) + (share * rarity) / total);
          matched.set(concept, (matched.get(concept) ?? 0) + 1);
        }
      }
      meter.steps += POSTINGS - Math.max(0, left);
      return [...score]
        .sort(([one, a], [other, b]) => b - a || one - other)
        .slice(0, READ)
        .map(([place, pooled]) => {
          const texts = textsOf(place);
          meter.steps += texts.length * asked.length;
          const nearest = Math.max(0, ...texts.map((text) => nearness(asked, total, text)));
          const likeness = (1 - NEAREST) * pooled + NEAREST * nearest;
          return { concept: place, likeness: likeness * (counted[matched.get(place) ?? 0] ?? 1) };
        })
        .sort((a, b) => b.likeness - a.likeness || a.concept - b.concept)
        .slice(0, MOST);
    },
  };
}

function formsOf(word: string): ReadonlyMap<string, number> {
  const forms = new Map([...(others.get(word) ?? [])].map((other): [string, number] => [other, SYNONYM]));
  return forms.set(word, 1);
}

/** The words of a text that say what it is about, in the form in which they are compared. */
function contentWords(text: readonly string[]): string[] {
  return text.filter((word) => word.length > 1 && !isVendor(word) && !small.has(word)).map(stem);
}

/** Words that are in every text and tell none from another. */
const small = new Set(
  `a an the of to in on at by for from with as is are was be been am it its this that these those and or but so if then
than there here i me my we us our you your he she they them their his her who whom whose which what when where why how
do does did can could should would will shall may might must have has had not no just very too also about into onto
off up out over under some any all each`.split(/\s+/),
);

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

const others = new Map<string, Set<string>>();
for (const line of synonyms) {
  const alike = line.split(' ').map(stem);
  for (const word of alike) {
    const known = others.get(word) ?? new Set<string>();
    others.set(word, known);
    for (const other of alike) if (other !== word) known.add(other);
  }
}
