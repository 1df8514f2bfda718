import type { Catalog } from '../concepts/catalog.ts';
import type { Concept, Question as Written } from '../concepts/concept.ts';
import { letters } from './letters.ts';
import type { Question, Source } from './question.ts';
import { differenceQuestions } from './springs/difference.ts';
import { likenessQuestions } from './springs/likeness.ts';
import { nameQuestions } from './springs/name.ts';
import { oddQuestions } from './springs/odd.ts';
import { orderQuestions } from './springs/order.ts';

/** Every question there is. A concept's questions are made when they are first asked for, not at start. */
export interface Bank {
  /** Those of one concept: the written ones first, then those that follow from structure. */
  of(concept: Concept): readonly Question[];
  /** By id, that of a concept with a former id included. */
  find(id: string): Question | undefined;
}

const springs = [nameQuestions, likenessQuestions, orderQuestions, differenceQuestions, oddQuestions];

const banks = new WeakMap<Catalog, Bank>();

/** The bank of a catalog: made once, since all in it follows from the catalog alone. */
export function bankOf(catalog: Catalog): Bank {
  const bank = banks.get(catalog) ?? createBank(catalog);
  banks.set(catalog, bank);
  return bank;
}

function createBank(catalog: Catalog): Bank {
  const source: Source = { catalog, before: createBefore(catalog), near: new Map() };
  const made = new Map<string, readonly Question[]>();
  const of = (concept: Concept): readonly Question[] => {
    const known = made.get(concept.id);
    if (known) return known;
    const questions = [
      ...concept.questions.map((question) => fromWritten(concept, question)),
      ...springs.flatMap((spring) => spring(concept, source)),
    ];
    made.set(concept.id, questions);
    return questions;
  };
  return {
    of,
    find(id) {
      const [concept = '', own = ''] = id.split('/');
      const found = catalog.concept(concept);
      return found && of(found).find((question) => question.id === `${found.id}/${own}`);
    },
  };
}

function fromWritten(concept: Concept, { id, level, ask, answer, choices }: Written): Question {
  return {
    id: `${concept.id}/${id}`,
    concept: concept.id,
    spring: 'written',
    level,
    ask: [ask],
    choices: letters.map((letter) => choices[letter]),
    right: letters.indexOf(answer),
  };
}

/** All that has to be known before a concept, directly or not, each worked out once. */
function createBefore(catalog: Catalog): Source['before'] {
  const known = new Map<string, ReadonlySet<string>>();
  const before = (concept: Concept): ReadonlySet<string> => {
    const found = known.get(concept.id);
    if (found) return found;
    const all = new Set<string>();
    // Set before its end is reached, so that a circle, which the checks refuse, would end here too.
    known.set(concept.id, all);
    for (const needed of catalog.requires(concept)) {
      all.add(needed.id);
      for (const id of before(needed)) all.add(id);
    }
    return all;
  };
  return before;
}
