import { pointsFor, rightLetter, unchanged } from './challenge.ts';
import type { Letter } from './letters.ts';
import type { Bank } from './questions.ts';
import type { Duel } from './values.ts';

/** The rules of a duel: the same questions for two, each in their own time. */

export const DUEL_HOURS = 24;
/** Seconds after which an answer in a duel gets nothing for speed. */
export const DUEL_SECONDS = 30;

export type Side = Duel['sides'][number];

/** One of the two: who challenged, or who was challenged. */
export type Which = 0 | 1;

function withSide(duel: Duel, which: Which, side: Side): Duel {
  return { ...duel, sides: which === 0 ? [side, duel.sides[1]] : [duel.sides[0], side] };
}

export type DuelEvent =
  | { kind: 'accepted' }
  | { kind: 'declined' }
  /** The next question is before one of the two. */
  | { kind: 'seen'; by: Which; at: number }
  | { kind: 'answered'; by: Which; index: number; pick: Letter; at: number }
  | { kind: 'expired' }
  /** One of the two was forgotten: what was answered goes too. */
  | { kind: 'left' };

/** What an event makes of a duel: the same duel, where it comes too late or does not fit. */
export function duelStep(duel: Duel, event: DuelEvent): Duel {
  switch (event.kind) {
    case 'accepted':
      return duel.stage === 'offered' ? { ...duel, stage: 'running' } : duel;
    case 'declined':
      return duel.stage === 'offered' ? { ...duel, stage: 'declined' } : duel;
    case 'expired':
      return isOver(duel) ? duel : { ...duel, stage: 'expired' };
    case 'left':
      return { ...duel, stage: 'left', sides: [{ answers: [] }, { answers: [] }] };
    case 'seen': {
      const side = duel.sides[event.by];
      return isOver(duel) || side.shownAt !== undefined
        ? duel
        : withSide(duel, event.by, { ...side, shownAt: event.at });
    }
    case 'answered': {
      const side = duel.sides[event.by];
      if (isOver(duel) || event.at >= duel.until || side.answers.length !== event.index) return duel;
      const milliseconds = Math.max(0, event.at - (side.shownAt ?? event.at));
      const answers = [...side.answers, { pick: event.pick, milliseconds }];
      // The next question is before them from now on.
      const next = withSide(duel, event.by, { ...side, answers, shownAt: event.at });
      return next.sides.every((one) => one.answers.length === duel.questions.length)
        ? { ...next, stage: 'finished' }
        : next;
    }
  }
}

export function isOver(duel: Duel): boolean {
  return duel.stage !== 'offered' && duel.stage !== 'running';
}

export interface SideScore {
  which: Which;
  answered: number;
  right: number;
  points: number;
  milliseconds: number;
  /** The points that each question gave, by its id. */
  questions: Record<string, number>;
}

/** The order in which somebody sees the choices: their own. */
export function duelSeed(duel: string, which: Which): string {
  return `${duel} ${which}`;
}

/** How one of the two did. */
export function scoreSide(id: string, duel: Duel, which: Which, bank: Bank): SideScore {
  const { answers } = duel.sides[which];
  const questions: Record<string, number> = {};
  let milliseconds = 0;
  for (const [index, answer] of answers.entries()) {
    const question = unchanged(duel.questions[index], bank);
    if (!question || rightLetter(question, duelSeed(id, which)) !== answer.pick) continue;
    questions[question.id] = pointsFor(answer.milliseconds, DUEL_SECONDS);
    milliseconds += answer.milliseconds;
  }
  const points = Object.values(questions).reduce((sum, one) => sum + one, 0);
  return {
    which,
    answered: answers.length,
    right: Object.keys(questions).length,
    points,
    milliseconds,
    questions,
  };
}

/** Who won, if anybody: more points; who did not answer all has lost to who did. */
export function winner(one: SideScore, other: SideScore): SideScore | undefined {
  if (one.answered !== other.answered) return one.answered > other.answered ? one : other;
  if (one.points === other.points) return undefined;
  return one.points > other.points ? one : other;
}
