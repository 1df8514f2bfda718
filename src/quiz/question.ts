import type { Catalog } from '../concepts/catalog.ts';
import type { Concept } from '../concepts/concept.ts';
import { type Letter, letters } from './letters.ts';
import { hash, seeded, shuffled } from './shuffle.ts';

export interface Choice {
  text: string;
  /** Why it is right, or why it is not. */
  reason: string;
}

/** One question that can be asked, whichever spring it comes from. */
export interface Question {
  /** Never changes: the concept's id, a slash, and the question's own id in its entry or its spring. */
  id: string;
  /** The id of the concept it tests. */
  concept: string;
  spring: 'written' | 'name' | 'likeness' | 'order' | 'odd' | 'difference';
  level: 'easy' | 'medium' | 'hard';
  /** Lines of the question; the last one asks. */
  ask: readonly string[];
  choices: readonly Choice[];
  /** The index of the one right choice. */
  right: number;
}

/** A choice and its letter, in the order in which somebody sees them. */
export interface Shown extends Choice {
  letter: Letter;
  right: boolean;
}

/** The choices as they are shown under a seed: the same seed gives the same order. */
export function show(question: Question, seed: string): Shown[] {
  const marked = question.choices.map((choice, index) => ({ ...choice, right: index === question.right }));
  const order = shuffled(marked, seeded(`${seed} ${question.id}`));
  return letters.flatMap((letter, index) => {
    const choice = order[index];
    return choice ? [{ ...choice, letter }] : [];
  });
}

/** What a question said when it was asked, in a number: another one after a deploy means that it changed. */
export function print(question: Question): number {
  return hash(JSON.stringify([question.ask, question.choices.map((choice) => choice.text), question.right]));
}

/** One choice is right; the others are wrong. The order says nothing: it is drawn anew for whoever is asked. */
export function build(
  about: Pick<Question, 'id' | 'concept' | 'spring' | 'level' | 'ask'>,
  right: Choice,
  wrong: readonly Choice[],
): Question {
  return { ...about, choices: [right, ...wrong], right: 0 };
}

/** How much longer than the longest wrong choice the right one may be before its length gives it away. */
const LONGER = 1.35;

/** Whether the right choice stands out by its length alone: the measure that written questions pass too. */
export function isGivenAway(right: string, wrong: readonly string[]): boolean {
  return right.length > 20 && right.length > Math.max(...wrong.map((text) => text.length)) * LONGER;
}

/** What a spring may look at. */
export interface Source {
  catalog: Catalog;
  /** All that has to be known before it, directly or not. */
  before(concept: Concept): ReadonlySet<string>;
  /** Concepts in order of nearness to one, once that was worked out. */
  near: Map<string, readonly Concept[]>;
}

/** Whether one of the two has to be known before the other: then both may be true of the same thing. */
export function inOneLine(one: Concept, other: Concept, source: Source): boolean {
  return source.before(one).has(other.id) || source.before(other).has(one.id);
}
