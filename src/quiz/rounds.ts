import { change, everyOne, type Store } from '../store.ts';
import { countRound, noRound, rightLetter, unchanged } from './challenge.ts';
import type { Bank } from './questions.ts';
import type { Game, GameAnswer, Round } from './values.ts';

/** What is kept beside a game: who sits where, what was answered, and what counted. */

function answersTo(game: string, index: number): string {
  return `${game}/${index}/`;
}

/** Where the answer from one seat to one question is kept. */
export function answerId(game: string, index: number, seat: string): string {
  return `${answersTo(game, index)}${seat}`;
}

/** Where a person's part in a game is kept. */
export function playerId(game: string, person: string): string {
  return `${game}/${person}`;
}

/** Who sits where in a game. Whoever was forgotten since has no seat any more. */
export type Seats = ReadonlyMap<string, { person: string; joined: boolean }>;

export async function seatsOf(
  { players }: Pick<Store, 'players'>,
  workspace: string,
  game: string,
): Promise<Seats> {
  const seats = new Map<string, { person: string; joined: boolean }>();
  for await (const { person, value } of everyOne(players, workspace, `${game}/`))
    if (person !== undefined) seats.set(value.seat, { person, joined: value.joined });
  return seats;
}

/** Gives a person a seat in a game, or leaves them the one they have. */
export async function takeSeat(
  { players }: Pick<Store, 'players'>,
  workspace: string,
  game: string,
  { person, seat, joins }: { person: string; seat: string; joins: boolean },
): Promise<string> {
  const kept = await change(players, workspace, playerId(game, person), (before) =>
    before && (before.value.joined || !joins)
      ? undefined
      : { value: { seat: before?.value.seat ?? seat, joined: joins }, person },
  );
  return kept?.value.seat ?? seat;
}

/** How many have answered a question so far. */
export async function countGiven(
  store: Store,
  workspace: string,
  game: string,
  index: number,
): Promise<number> {
  let given = 0;
  for await (const _kept of everyOne(store.answers, workspace, answersTo(game, index))) given += 1;
  return given;
}

/** What counted at a question. */
export async function roundOf(store: Store, workspace: string, game: string, index: number): Promise<Round> {
  return (await store.rounds.get(workspace, `${game}/${index}`))?.value ?? noRound;
}

/** A round as people read it: by person, without those who were forgotten. */
export function named(round: Round, seats: Seats): Round {
  const byPerson = <T>(bySeat: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(bySeat).flatMap(([seat, one]) => {
        const person = seats.get(seat)?.person;
        return person === undefined ? [] : [[person, one]];
      }),
    );
  return { answers: byPerson(round.answers), scores: byPerson(round.scores) };
}

/** All that was counted, question by question. */
export function roundsOf(store: Store, workspace: string, { game, counted }: Game): Promise<Round[]> {
  return Promise.all(Array.from({ length: counted }, (_, index) => roundOf(store, workspace, game, index)));
}

/**
 * Counts a question that is closing, once: of several who count, the first to save decides what counted, for
 * everybody and for ever.
 * @returns what decided
 */
export async function countAnswers(
  store: Store,
  bank: Bank,
  workspace: string,
  game: Game,
  closing: { index: number; openedAt: number },
): Promise<Round> {
  const { index, openedAt } = closing;
  const prefix = answersTo(game.game, index);
  const given: { seat: string; answer: GameAnswer }[] = [];
  for await (const kept of everyOne(store.answers, workspace, prefix)) {
    given.push({ seat: kept.id.slice(prefix.length), answer: kept.value });
  }
  const question = unchanged(game.questions[index], bank);
  const right = question && rightLetter(question, game.game);
  const before = index === 0 ? noRound : await roundOf(store, workspace, game.game, index - 1);
  const round = countRound(before, { right, openedAt, seconds: game.seconds }, given);
  const record = { workspace, id: `${game.game}/${index}`, value: round, version: 0 };
  const saved = await store.rounds.save(record);
  return saved === undefined ? roundOf(store, workspace, game.game, index) : round;
}
