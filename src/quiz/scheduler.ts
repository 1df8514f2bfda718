import type { Card } from './values.ts';

/** Spaced repetition: when to ask again. */
export interface Scheduler {
  /** The card after an answer. */
  review(card: Card | undefined, right: boolean, at: number): Card;
  /** How likely it is that it would be recalled at a time, 0 to 1. */
  recall(card: Card, at: number): number;
}

let loaded: Promise<Scheduler> | undefined;

/** FSRS as ts-fsrs computes it. Loaded when it is first needed: an explanation never waits for it. */
export function loadScheduler(): Promise<Scheduler> {
  loaded ??= createScheduler();
  return loaded;
}

async function createScheduler(): Promise<Scheduler> {
  const { createEmptyCard, fsrs, Rating } = await import('ts-fsrs');
  // Days are the finest step, and nothing is drawn by lot: the same answers give the same dates.
  const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false });
  const read = (card: Card) => ({
    due: new Date(card.due),
    last_review: new Date(card.last),
    stability: card.stability,
    difficulty: card.difficulty,
    scheduled_days: card.scheduledDays,
    elapsed_days: 0,
    learning_steps: 0,
    reps: card.reps,
    lapses: card.lapses,
    state: card.state,
  });
  return {
    review(card, right, at) {
      const before = card ? read(card) : createEmptyCard(new Date(at));
      const next = scheduler.next(before, new Date(at), right ? Rating.Good : Rating.Again).card;
      return {
        due: next.due.getTime(),
        last: at,
        stability: next.stability,
        difficulty: next.difficulty,
        scheduledDays: next.scheduled_days,
        reps: next.reps,
        lapses: next.lapses,
        state: next.state,
      };
    },
    recall: (card, at) => scheduler.get_retrievability(read(card), new Date(at), false),
  };
}
