import type { Catalog } from '../concepts/catalog.ts';
import type { Concept } from '../concepts/concept.ts';
import type { Question } from './question.ts';
import type { Bank } from './questions.ts';
import type { Scheduler } from './scheduler.ts';
import type { Progress } from './values.ts';

/** Questions in one round. */
export const ROUND = 5;

/** How a person stands, by concept id. */
export type Standings = ReadonlyMap<string, Progress>;

export interface Wish {
  /** Only concepts of this topic. */
  topic?: string;
  /** Only questions that were answered wrongly, and those again. */
  missed?: boolean;
}

interface Known {
  catalog: Catalog;
  bank: Bank;
  scheduler: Scheduler;
}

/**
 * The questions of a round: first of concepts that are about to be forgotten, the most forgotten first; then of
 * those that were missed; then new ones in learning order; then the rest, the least sure first. One question a
 * concept, and a second one only when the concepts run out.
 */
export function planRound(standings: Standings, wish: Wish, at: number, known: Known): Question[] {
  const { catalog, bank } = known;
  const concepts = wish.topic === undefined ? catalog.concepts : catalog.inTopic(wish.topic);
  if (wish.missed) return missedQuestions(standings, known, concepts).slice(0, ROUND);
  const ordered = inOrder(concepts, standings, at, known.scheduler);
  const chosen: Question[] = [];
  for (let pass = 0; pass < ROUND && chosen.length < ROUND; pass += 1) {
    for (const concept of ordered) {
      if (chosen.length === ROUND) break;
      const question = nextOf(bank.of(concept), standings.get(concept.id), chosen);
      if (question) chosen.push(question);
    }
  }
  return chosen;
}

/** Every question whose last answer was wrong, in learning order. */
export function missedQuestions(
  standings: Standings,
  { catalog, bank }: Pick<Known, 'catalog' | 'bank'>,
  concepts: readonly Concept[] = catalog.concepts,
): Question[] {
  return concepts.flatMap((concept) =>
    (standings.get(concept.id)?.missed ?? []).flatMap((id) => bank.find(id) ?? []),
  );
}

function inOrder(
  concepts: readonly Concept[],
  standings: Standings,
  at: number,
  scheduler: Scheduler,
): readonly Concept[] {
  const ranked = concepts.map((concept, place) => {
    const progress = standings.get(concept.id);
    const recall = progress ? scheduler.recall(progress.card, at) : 1;
    const rank = !progress ? 2 : progress.card.due <= at ? 0 : progress.missed.length > 0 ? 1 : 3;
    return { concept, rank, recall: rank === 2 ? place : recall };
  });
  return ranked.sort((a, b) => a.rank - b.rank || a.recall - b.recall).map(({ concept }) => concept);
}

const LEVELS = { easy: 0, medium: 1, hard: 2 };

/** The easiest question that was not asked since the pool was last used up, and is not in this round yet. */
function nextOf(
  pool: readonly Question[],
  progress: Progress | undefined,
  chosen: readonly Question[],
): Question | undefined {
  const open = pool.filter((question) => !chosen.includes(question));
  const asked = new Set(progress?.asked);
  const fresh = open.filter((question) => !asked.has(question.id));
  return [...(fresh.length > 0 ? fresh : open)].sort((a, b) => LEVELS[a.level] - LEVELS[b.level])[0];
}

/**
 * What an answer makes of somebody's progress with a concept.
 * @param key names the answer: the same one again changes nothing
 */
export function learn(
  progress: Progress | undefined,
  answer: { question: Question; right: boolean; key: string; at: number },
  pool: readonly Question[],
  scheduler: Scheduler,
): Progress {
  const { question, right, key, at } = answer;
  if (progress?.counted === key) return progress;
  const ids = new Set(pool.map((one) => one.id));
  const asked = [...new Set([...(progress?.asked ?? []), question.id])].filter((id) => ids.has(id));
  const missed = (progress?.missed ?? []).filter((id) => id !== question.id);
  return {
    card: scheduler.review(progress?.card, right, at),
    // With the last one of the pool it begins anew, from this one on.
    asked: asked.length >= pool.length ? [question.id] : asked,
    missed: right ? missed : [...missed, question.id],
    counted: key,
  };
}

/** How well somebody knows the concepts of a topic. */
export interface Mastery {
  topic: string;
  title: string;
  /** How many of its concepts were ever answered. */
  met: number;
  concepts: number;
  due: number;
  /** 0 to 1: see {@link strength}. */
  share: number;
}

/** Topic by topic in learning order. */
export function mastery(standings: Standings, at: number, catalog: Catalog, scheduler: Scheduler): Mastery[] {
  return catalog.topics.flatMap(({ id, title }) => {
    const concepts = catalog.inTopic(id);
    if (concepts.length === 0) return [];
    const known = concepts.flatMap((concept) => standings.get(concept.id) ?? []);
    const sum = known.reduce((total, progress) => total + strength(progress, at, scheduler), 0);
    const due = known.filter((progress) => progress.card.due <= at).length;
    return [
      { topic: id, title, met: known.length, concepts: concepts.length, due, share: sum / concepts.length },
    ];
  });
}

/** Days for which something has to stay remembered to count as half known. */
const HALF_KNOWN = 7;

/** How sure a concept is: whether it would be recalled now, and for how long that will last. 0 to 1. */
function strength({ card }: Progress, at: number, scheduler: Scheduler): number {
  return scheduler.recall(card, at) * (card.stability / (card.stability + HALF_KNOWN));
}
