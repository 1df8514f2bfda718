import type { Concept } from '../../concepts/concept.ts';
import { normalize } from '../../lookup/normalize.ts';
import { inOneLine, isGivenAway, type Source } from '../question.ts';
import { hash } from '../shuffle.ts';

/** Words of names that say nothing of what is meant. */
const EMPTY = new Set([
  'a',
  'an',
  'the',
  'of',
  'in',
  'as',
  'and',
  'aws',
  'amazon',
  'service',
  'services',
  'cloud',
]);

/** Whether a text says a word of the concept's title, so that it would give it away. */
export function tells(text: string, concept: Concept): boolean {
  const said = wordsOf(text);
  for (const word of telling(concept)) if (said.has(word)) return true;
  return false;
}

const tellingWords = new WeakMap<Concept, ReadonlySet<string>>();

/** The words of a title that say what is meant, worked out once. */
function telling(concept: Concept): ReadonlySet<string> {
  const known = tellingWords.get(concept);
  if (known) return known;
  const words = wordsOf(concept.title.replace(/\S+/g, (word) => (EMPTY.has(word.toLowerCase()) ? '' : word)));
  tellingWords.set(concept, words);
  return words;
}

let lastText = '';
let lastWords: ReadonlySet<string> = new Set();

/** The same text is held against one concept after the other. */
function wordsOf(text: string): ReadonlySet<string> {
  if (text === lastText) return lastWords;
  lastText = text;
  lastWords = new Set(normalize(text).split(' ').filter(Boolean).map(stem));
  return lastWords;
}

function stem(word: string): string {
  return word.replace(/(?<=...)(?:ing|ed|es|s)$/, '');
}

/**
 * Concepts that somebody could take for this one and that it is surely not: those it is confused with first, then
 * its topic, then the rest; never one that it needs or that needs it, because of those the same may be true.
 */
export function nearTo(concept: Concept, source: Source): readonly Concept[] {
  const known = source.near.get(concept.id) ?? rank(concept, source);
  source.near.set(concept.id, known);
  return known;
}

function rank(concept: Concept, source: Source): readonly Concept[] {
  const { catalog } = source;
  const confused = new Set(catalog.confusions(concept).map((pair) => pair.other.id));
  const told = new Set(concept.likenesses.flatMap((one) => one.rows.flatMap((row) => row.concept ?? [])));
  const nearness = (other: Concept) =>
    (confused.has(other.id) ? 4 : 0) + (other.topic === concept.topic ? 2 : 0) + (told.has(other.id) ? 1 : 0);
  return catalog.concepts
    .filter((other) => other !== concept && !inOneLine(concept, other, source))
    .map((other) => ({ other, nearness: nearness(other), drawn: hash(`${concept.id} ${other.id}`) }))
    .sort((a, b) => b.nearness - a.nearness || a.drawn - b.drawn)
    .map(({ other }) => other);
}

/** Three of the candidates whose titles do not give the right one away; nothing where there are none. */
export function threeOf(right: Concept, candidates: readonly Concept[]): Concept[] | undefined {
  const three = candidates.slice(0, 3);
  if (three.length < 3) return undefined;
  const fits = (some: readonly Concept[]) =>
    !isGivenAway(
      right.title,
      some.map((one) => one.title),
    );
  if (fits(three)) return three;
  const longer = candidates.slice(3).find((one) => fits([...three.slice(0, 2), one]));
  return longer && [...three.slice(0, 2), longer];
}

/** What something else is, as the reason why it is not the answer. */
export function somethingElse(other: Concept): string {
  return `${other.title} is something else: ${lowerFirst(other.summary)}`;
}

/** Begins in the middle of a sentence where the first word is surely no name. */
function lowerFirst(text: string): string {
  return /^(?:An?|The|One|[A-Z][a-z]+ing)\b/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
