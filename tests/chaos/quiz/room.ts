import type { Random } from '../../../src/ports.ts';
import { type Letter, letters } from '../../../src/quiz/letters.ts';
import type { Part } from '../../../src/replies/reply.ts';

/** Players who press at random moments, and the log of what they were told. */

export const WORKSPACE = 'T1';

export interface Press {
  game: string;
  channel: string;
  person: string;
  index: number;
  pick: Letter;
  /** What came back: the pick that was acknowledged, that nothing counted, or nothing at all. */
  told: Letter | 'refused' | 'unanswered';
  /** When it was sent, and when its answer was there. */
  sent: number;
  answered: number;
}

/** One channel with its players. */
export interface Channel {
  id: string;
  players: readonly string[];
  starter: string;
}

export function makeChannels(count: number, random: Random): Channel[] {
  return Array.from({ length: count }, (_, index) => {
    const size = 5 + Math.floor(random() * 16);
    const players = Array.from({ length: size }, (_one, player) => `U${index}x${player}`);
    return { id: `C${index}`, players, starter: players[0] ?? '' };
  });
}

/** Which game and question a message asks, by its buttons. */
export function askedBy(parts: readonly Part[]): { game: string; index: number } | undefined {
  for (const part of parts) {
    if (part.kind !== 'actions') continue;
    for (const action of part.actions) {
      if ('url' in action || action.command !== 'challenge-pick') continue;
      return { game: action.options.g ?? '', index: Number(action.options.q) };
    }
  }
  return undefined;
}

/** The game of a lobby's message. */
export function lobbyOf(parts: readonly Part[]): string | undefined {
  for (const part of parts) {
    if (part.kind !== 'actions') continue;
    for (const action of part.actions)
      if (!('url' in action) && action.command === 'challenge-start') return action.options.g;
  }
  return undefined;
}

export interface Plan {
  person: string;
  index: number;
  pick: Letter;
  /** After the question was seen. */
  delay: number;
}

/** What the players of a channel do with a question: nothing, once, twice at once, too early, too late, changed. */
export function planPresses(
  players: readonly string[],
  index: number,
  seconds: number,
  random: Random,
): Plan[] {
  const pick = () => letters[Math.floor(random() * letters.length)] ?? 'a';
  const window = seconds * 1_000;
  return players.flatMap((person): Plan[] => {
    const kind = random();
    const one = { person, index, pick: pick(), delay: random() * window * 1.15 };
    if (kind < 0.1) return [];
    // At the very end, where the clock and the press meet.
    if (kind < 0.3) return [{ ...one, delay: window - 60 + random() * 900 }];
    // Twice at once.
    if (kind < 0.45) return [one, { ...one }];
    // The next question, before it is there.
    if (kind < 0.5) return [{ ...one, index: index + 1 }];
    if (kind < 0.7) return [one, { ...one, pick: pick(), delay: random() * window * 1.15 }];
    return [one];
  });
}
