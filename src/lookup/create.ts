import type { Catalog } from '../concepts/catalog.ts';
import { createAssess } from './assess.ts';
import { createComplete } from './complete.ts';
import { decide } from './decide.ts';
import type { Lookup } from './lookup.ts';
import type { Meter } from './meter.ts';

/**
 * Finds concepts by what people type.
 * @param meter counts the work of queries, where somebody wants to know it
 */
export function createLookup(catalog: Catalog, meter: Meter = { steps: 0 }): Lookup {
  const { assess, named, misspelt } = createAssess(catalog, meter);
  const complete = createComplete(catalog, misspelt, meter);
  return {
    find: (text) => decide(assess(text), catalog),
    named: (text) => named(text).flatMap((at) => catalog.concepts[at]?.id ?? []),
    complete,
  };
}
