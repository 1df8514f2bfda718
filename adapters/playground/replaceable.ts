import type { Invocation } from '../../src/commands/command.ts';
import type { Simile } from '../../src/simile.ts';

/** The bot, whose content can be replaced while it serves. */
export interface Replaceable {
  simile: Simile;
  replace(next: Simile): void;
  /** What was asked under an id, while it is remembered. */
  asked(id: string): Invocation | undefined;
}

/** How many invocations are remembered, so that the cards on the page can be drawn anew. */
const REMEMBERED = 500;

/** Both must use one store: only what they know of concepts differs. */
export function replaceable(first: Simile): Replaceable {
  let current = first;
  const remembered = new Map<string, Invocation>();
  const simile: Simile = {
    ...first,
    get catalog() {
      return current.catalog;
    },
    get lookup() {
      return current.lookup;
    },
    respond(invocation) {
      remembered.set(invocation.id, invocation);
      for (const id of [...remembered.keys()].slice(0, remembered.size - REMEMBERED)) remembered.delete(id);
      return current.respond(invocation);
    },
    suggest: (kind, text, most) => current.suggest(kind, text, most),
    read: (command, text) => current.read(command, text),
  };
  return {
    simile,
    replace(next) {
      Object.assign(next.posters, first.posters);
      current = next;
    },
    asked: (id) => remembered.get(id),
  };
}
