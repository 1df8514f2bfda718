import type { Points, Round } from './values.ts';

/** The leaderboard: points from challenges and duels, never from practice. */

export const ALL_TIME = 'all';

/** Games a record remembers, so that one that is counted again changes nothing. */
const REMEMBERED = 50;

/** The ISO 8601 week of a time in UTC, as 2026-W47. */
export function weekOf(at: number): string {
  const day = new Date(at);
  // The week belongs to the year in which its Thursday lies.
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const yearStart = Date.UTC(day.getUTCFullYear(), 0, 1);
  const week = Math.ceil(((day.getTime() - yearStart) / 86_400_000 + 1) / 7);
  return `${day.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

/** Where one person's points over one period are kept: a period's records stand together. */
export function pointsId(period: string, person: string): string {
  return `${period}/${person}`;
}

export interface Earned {
  game: string;
  channel: string;
  /** The points that each question gave. */
  questions: Readonly<Record<string, number>>;
}

/** This week's points after a game: a question gives points once a week, and a game is counted once. */
export function earnInWeek(points: Points | undefined, earned: Earned): Points {
  const before = points ?? { channels: {}, questions: [], games: [] };
  if (before.games.some((one) => one.game === earned.game)) return before;
  const known = new Set(before.questions);
  const fresh = Object.entries(earned.questions).filter(([question]) => !known.has(question));
  const sum = fresh.reduce((total, [, worth]) => total + worth, 0);
  return add(before, earned, sum, [...before.questions, ...fresh.map(([question]) => question)]);
}

/** What a game gave in its week. */
export function earnedIn(points: Points, game: string): number {
  return points.games.find((one) => one.game === game)?.points ?? 0;
}

/** Points over all time after a game that gave so many in its week. */
export function earnForEver(points: Points | undefined, earned: Earned, worth: number): Points {
  const before = points ?? { channels: {}, questions: [], games: [] };
  return before.games.some((one) => one.game === earned.game) ? before : add(before, earned, worth, []);
}

function add(before: Points, { game, channel }: Earned, points: number, questions: string[]): Points {
  return {
    channels: { ...before.channels, [channel]: (before.channels[channel] ?? 0) + points },
    questions,
    games: [...before.games, { game, points }].slice(-REMEMBERED),
  };
}

/** What each seat of a challenge earned by question; nothing for who played alone. */
export function earnedInGame(
  rounds: readonly Round[],
  questions: readonly { id: string }[],
  game: { game: string; channel: string },
): Map<string, Earned> {
  const players = Object.keys(rounds.at(-1)?.scores ?? {});
  if (players.length < 2) return new Map();
  return new Map(
    players.map((seat) => {
      const worth = rounds.flatMap(({ answers }, index) => {
        const question = questions[index];
        const points = answers[seat]?.points ?? 0;
        return question && points > 0 ? [[question.id, points] as const] : [];
      });
      return [seat, { ...game, questions: Object.fromEntries(worth) }];
    }),
  );
}

export interface BoardRow {
  person: string;
  points: number;
  /** Equal points share a place. */
  place: number;
}

/** The board over one period: the whole workspace, or one channel. */
export function board(
  records: readonly { person: string; points: Points }[],
  hidden: ReadonlySet<string>,
  channel?: string,
): BoardRow[] {
  const rows = records
    .map(({ person, points }) => ({ person, points: total(points, channel) }))
    .filter((row) => row.points > 0 && !hidden.has(row.person))
    .sort((a, b) => b.points - a.points || (a.person < b.person ? -1 : 1));
  return rows.map((row) => ({
    ...row,
    place: rows.findIndex((other) => other.points === row.points) + 1,
  }));
}

function total(points: Points, channel: string | undefined): number {
  return channel === undefined
    ? Object.values(points.channels).reduce((sum, one) => sum + one, 0)
    : (points.channels[channel] ?? 0);
}
