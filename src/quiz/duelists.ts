import type { Store } from '../store.ts';
import type { Which } from './duel.ts';

/** Who is in a duel. It is kept apart from the duel, for each of the two alone, so that either can be forgotten. */

/** Who challenged, and who was challenged. */
export type Duelists = readonly [string, string];

function duelistId(duel: string, person: string): string {
  return `${duel}/${person}`;
}

/** Writes down who they are. */
export async function nameDuelists(
  { duelists }: Pick<Store, 'duelists'>,
  workspace: string,
  duel: string,
  people: Duelists,
): Promise<void> {
  for (const side of [0, 1] as const) {
    const person = people[side];
    await duelists.save({ workspace, id: duelistId(duel, person), version: 0, value: { side }, person });
  }
}

/** Which of the two somebody is; nothing for anybody else. */
export async function sideOf(
  { duelists }: Pick<Store, 'duelists'>,
  workspace: string,
  duel: string,
  person: string,
): Promise<Which | undefined> {
  return (await duelists.get(workspace, duelistId(duel, person)))?.value.side;
}

/** Those of the two who were not forgotten since, the one who challenged first. */
export async function duelistsOf(
  { duelists }: Pick<Store, 'duelists'>,
  workspace: string,
  duel: string,
): Promise<string[]> {
  const kept = await duelists.list(workspace, `${duel}/`, { limit: 2 });
  return kept.sort((a, b) => a.value.side - b.value.side).flatMap(({ person }) => person ?? []);
}
