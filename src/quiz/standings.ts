import type { Invocation } from '../commands/command.ts';
import { change, everyOne, type Store } from '../store.ts';
import type { Standings } from './practice.ts';
import type { Progress } from './values.ts';

/** How a person stands with the concepts, as it is kept. */

type Whose = Pick<Invocation, 'place' | 'person'>;

function prefixOf({ person }: Whose): string {
  return `${person.id}/`;
}

/** With every concept that this person was ever asked about. */
export async function allStandings({ progress }: Pick<Store, 'progress'>, whose: Whose): Promise<Standings> {
  const prefix = prefixOf(whose);
  const standings = new Map<string, Progress>();
  for await (const { id, value } of everyOne(progress, whose.place.workspace, prefix))
    standings.set(id.slice(prefix.length), value);
  return standings;
}

/** With a few concepts only. */
export async function standingsOf(
  { progress }: Pick<Store, 'progress'>,
  whose: Whose,
  concepts: readonly string[],
): Promise<Standings> {
  const found = await Promise.all(
    [...new Set(concepts)].map(async (concept) => {
      const kept = await progress.get(whose.place.workspace, prefixOf(whose) + concept);
      return kept ? [[concept, kept.value] as const] : [];
    }),
  );
  return new Map(found.flat());
}

/** Changes how a person stands with one concept. */
export async function countOne(
  { progress }: Pick<Store, 'progress'>,
  whose: Whose,
  concept: string,
  edit: (before: Progress | undefined) => Progress,
): Promise<void> {
  const { person, place } = whose;
  await change(progress, place.workspace, prefixOf(whose) + concept, (kept) => {
    const value = edit(kept?.value);
    return value === kept?.value ? undefined : { value, person: person.id };
  });
}
