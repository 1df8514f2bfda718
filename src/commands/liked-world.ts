import type { Catalog } from '../concepts/catalog.ts';
import type { World } from '../concepts/schema.ts';
import type { Part } from '../replies/reply.ts';
import { change } from '../store.ts';
import type { Invocation, Knowledge } from './command.ts';

/** What takes a liked world back. */
export const ANY = 'any';

/** The world that somebody means, by its id or its title. */
export function worldNamed(text: string, { worlds }: Catalog): World | undefined {
  const wanted = text.toLowerCase();
  return worlds.find((one) => [one.id, one.title.toLowerCase()].includes(wanted));
}

/** “the kitchen”, inside a sentence or on a button. */
export function inSentence({ title }: World): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

/**
 * The world a person likes to be taught in. Nothing at once where the store is not open: opening one would cost
 * everybody's first explanation on a cold function more than the few who ever chose a world gain.
 */
export async function likedWorld(
  { store, onError }: Knowledge,
  { person, place }: Invocation,
): Promise<string | undefined> {
  if (!store.atHand()) return undefined;
  try {
    return (await store.people.get(place.workspace, person.id))?.value.world;
  } catch (cause) {
    onError('liked-world.read', cause);
    return undefined;
  }
}

/** Keeps the world, or forgets it where there is none. @returns what to tell the person, if anything has changed */
export async function keepWorld(
  { store, onError }: Knowledge,
  { person, place }: Invocation,
  world: World | undefined,
): Promise<Part[]> {
  let before: string | undefined;
  try {
    await change(store.people, place.workspace, person.id, (kept) => {
      before = kept?.value.world;
      if (before === world?.id) return undefined;
      const liked = world ? { world: world.id } : {};
      return { value: { hidden: kept?.value.hidden ?? false, ...liked }, person: person.id };
    });
  } catch (cause) {
    onError('liked-world.keep', cause);
    return [
      {
        kind: 'note',
        text: 'Your choice of world could not be kept this time. Please choose it again later.',
      },
    ];
  }
  if (before === world?.id) return [];
  return [{ kind: 'note', text: world ? kept(world) : 'From now on each likeness is told in any world.' }];
}

function kept(world: World): string {
  return `From now on you are told the likeness from ${inSentence(world)} where there is one. To undo it, add in:${ANY} to a question.`;
}
