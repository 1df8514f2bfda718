import { join } from 'node:path';
import type { Catalog } from '../../../src/concepts/catalog.ts';
import { createLookup } from '../../../src/lookup/create.ts';
import { type Case, judge } from './golden.ts';

/** The figures that the suite holds the look-up to. */
export const recordedFile = join(import.meta.dirname, '../../lookup/recorded.json');

export interface Figure {
  questions: number;
  /** Answered as expected; where nothing is to be answered: no answer given. */
  right: number;
  /** The same, or the right one first of a choice. */
  first: number;
  /** Another concept answered, or any where none was to be. */
  wrong: number;
}

export interface Figures {
  kinds: Record<string, { tuned: Figure; held: Figure }>;
}

export function figuresOf(catalog: Catalog, cases: readonly Case[]): Figures {
  const lookup = createLookup(catalog);
  const kinds: Figures['kinds'] = {};
  const none = (): Figure => ({ questions: 0, right: 0, first: 0, wrong: 0 });
  for (const one of cases) {
    const kind = kinds[one.kind] ?? { tuned: none(), held: none() };
    kinds[one.kind] = kind;
    const figure = one.held ? kind.held : kind.tuned;
    const verdict = judge(one, lookup.find(one.query));
    const right = verdict === 'right' || (one.expect === 'none' && verdict === 'offered');
    figure.questions++;
    if (right) figure.right++;
    if (right || verdict === 'offered') figure.first++;
    if (verdict === 'wrong') figure.wrong++;
  }
  return { kinds };
}
