import type { Catalog } from '../concepts/catalog.ts';

/** What a text was found to mean: never less than three outcomes. */
export type Found =
  /** One concept, or several for a comparison. */
  | { outcome: 'answer'; concepts: readonly string[]; confidence: number }
  /** Two to five, best first, for the person to choose from. */
  | { outcome: 'choice'; concepts: readonly string[]; confidence: number }
  | { outcome: 'none'; concepts: readonly []; confidence: number };

export interface Lookup {
  find(text: string): Found;
  /** What a text that is still being typed may become: ids, best first. Nothing typed gives the first to learn. */
  complete(text: string, most: number): readonly string[];
}

export type CreateLookup = (catalog: Catalog) => Lookup;
