import type { Kept, Records } from '../ports.ts';
import type { Store } from '../store.ts';
import { countRound, noRound, rightLetter, unchanged } from './challenge.ts';
import type { Bank } from './questions.ts';
import type { Game, GameAnswer, Round } from './values.ts';

/** What is kept beside a game: who plays, who answered what, and what counted. */

/** Most records that are read at once. */
const PAGE = 500;

function answersTo(game: string, index: number): string {
  return `${game}/${index}/`;
}

/** Where one person's answer to one question is kept. */
export function answerId(game: string, index: number, person: string): string {
  return `${answersTo(game, index)}${person}`;
}

/** Where it is kept that a person plays. */
export function playerId(game: string, person: string): string {
  return `${game}/${person}`;
}

export function countPlayers(store: Store, workspace: string, game: string): Promise<number> {
  return size(store.players, workspace, `${game}/`);
}

/** How many have answered a question so far. */
export function countGiven(store: Store, workspace: string, game: string, index: number): Promise<number> {
  return size(store.answers, workspace, answersTo(game, index));
}

/** What counted at a question. */
export async function roundOf(store: Store, workspace: string, game: string, index: number): Promise<Round> {
  return (await store.rounds.get(workspace, `${game}/${index}`))?.value ?? noRound;
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
  const given: { person: string; answer: GameAnswer }[] = [];
  for await (const kept of walk(store.answers, workspace, prefix)) {
    given.push({ person: kept.id.slice(prefix.length), answer: kept.value });
  }
  const question = unchanged(game.questions[index], bank);
  const right = question && rightLetter(question, game.game);
  const before = index === 0 ? noRound : await roundOf(store, workspace, game.game, index - 1);
  const round = countRound(before, { right, openedAt, seconds: game.seconds }, given);
  const record = { workspace, id: `${game.game}/${index}`, value: round, version: 0 };
  const saved = await store.rounds.save(record);
  return saved === undefined ? roundOf(store, workspace, game.game, index) : round;
}

async function* walk<T>(records: Records<T>, workspace: string, prefix: string): AsyncGenerator<Kept<T>> {
  for (let after: string | undefined; ; ) {
    const page = await records.list(workspace, prefix, {
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    yield* page;
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}

async function size<T>(records: Records<T>, workspace: string, prefix: string): Promise<number> {
  let found = 0;
  for await (const _kept of walk(records, workspace, prefix)) found += 1;
  return found;
}
