import type { Owners } from './owners.ts';
/** By what a concept was found; each has its own measure of how often it is right. */
export const routes = [
  'name',
  'weak',
  'form',
  'described',
  'derived',
  'comparison',
  'sentence',
  'slip',
  'slipInSentence',
  'description',
] as const;
export type Route = (typeof routes)[number];

/** What speaks for an answer, before it is decided whether it is given. Concepts are places in the catalog. */
export interface Evidence {
  route: Route;
  /** From 0 to 1, comparable within a route only. */
  score: number;
  /** What the answer would be; several for a comparison. */
  answer: readonly number[];
  /** What else could be meant, the answer included, best first. */
  choices: readonly number[];
  /** Whether the name means several things, so that only a choice is right. */
  ambiguous: boolean;
  also: readonly number[];
  hidden: readonly number[];
}

/** What speaks for the owners of a name, found by one way. */
export function evidence(route: Route, score: number, owners: Owners): Evidence {
  const { concepts, hidden } = owners;
  return {
    route,
    score,
    answer: concepts.slice(0, 1),
    choices: concepts,
    ambiguous: concepts.length > 1,
    also: [],
    hidden,
  };
}
