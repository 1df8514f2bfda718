import * as z from 'zod/mini';
import { type Engine, kindNames } from '../../src/store.ts';

const PAGE = 100;
/** How many are written at the same time. */
const ABREAST = 25;
/** How far a move got is kept in the new store itself, until it is done. */
const PROGRESS = 'moves';
const progressSchema = z.object({ kind: z.int(), after: z.optional(z.string()), moved: z.int() });

export interface Moved {
  kind: string;
  from: number;
  to: number;
}

/**
 * Copies everything from one store to another, page by page. Broken off, it goes on where it stopped.
 * @param onProgress hears how many of how many are there
 * @returns for each kind how many there are on either side
 * @throws when the new store holds something that no move has put there
 */
export async function move(
  from: Engine,
  to: Engine,
  onProgress: (moved: number, all: number) => void,
): Promise<Moved[]> {
  const all = await sum(from);
  const begun = await to.get(PROGRESS, PROGRESS, PROGRESS);
  if (!begun && (await sum(to)) > 0)
    throw new Error('The new store is not empty. Move into an empty one: nothing was changed.');
  let { kind, after, moved } = begun
    ? z.parse(progressSchema, begun.value)
    : { kind: 0, moved: 0, after: undefined };
  let version = begun?.version ?? 0;
  onProgress(moved, all);
  for (; kind < kindNames.length; kind += 1, after = undefined) {
    const name = kindNames[kind] ?? '';
    do {
      const page = await from.walk(name, PAGE, after);
      for (let start = 0; start < page.records.length; start += ABREAST)
        await Promise.all(page.records.slice(start, start + ABREAST).map((record) => to.copy(name, record)));
      moved += page.records.length;
      after = page.next;
      version += 1;
      const value = {
        kind: after === undefined ? kind + 1 : kind,
        moved,
        ...(after === undefined ? {} : { after }),
      };
      await to.copy(PROGRESS, { workspace: PROGRESS, id: PROGRESS, value, version });
      onProgress(moved, all);
    } while (after !== undefined);
  }
  await to.purge(PROGRESS, PROGRESS);
  return Promise.all(
    kindNames.map(async (name) => ({ kind: name, from: await from.count(name), to: await to.count(name) })),
  );
}

async function sum(engine: Engine): Promise<number> {
  const counts = await Promise.all(kindNames.map((kind) => engine.count(kind)));
  return counts.reduce((total, count) => total + count, 0);
}
