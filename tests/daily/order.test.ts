import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/concepts/catalog.ts';
import { named } from '../../src/concepts/concept.ts';
import { countIn, nextConcept } from '../../src/daily/order.ts';
import type { Path } from '../../src/daily/values.ts';
import { nextDay } from '../../src/daily/zone.ts';
import { catalogData } from '../content.ts';

const catalog = createCatalog(catalogData);

interface Walk {
  ids: string[];
  path: Path;
}

/** Gives so many concepts, day after day, each answered as `answers` says. */
function walk(
  count: number,
  topics: string[] = [],
  answers: (id: string) => { answers: number; right: number } = () => ({ answers: 0, right: 0 }),
  start: Path = { given: [] },
  of = catalog,
): Walk {
  let path = start;
  let day = nextDay(path.upTo ?? '2026-01-01');
  const ids: string[] = [];
  for (let step = 0; step < count; step += 1, day = nextDay(day)) {
    const next = nextConcept(of, topics, path);
    if (!next) throw new Error('There is no next concept.');
    ids.push(next.concept.id);
    path = countIn(path, { day, concept: next.concept.id, ...answers(next.concept.id) });
  }
  return { ids, path };
}

describe('The order of concepts', () => {
  const all = catalog.concepts.length;

  test('GIVEN a new channel WHEN it goes through everything THEN each comes once, behind all it requires', () => {
    const { ids } = walk(all);
    expect(new Set(ids).size).toBe(all);
    for (const [index, id] of ids.entries()) {
      const concept = catalog.concept(id);
      for (const needed of concept ? catalog.requires(concept) : [])
        expect(ids.indexOf(needed.id), `${needed.id} before ${id}`).toBeLessThan(index);
    }
  });

  test('GIVEN some topics WHEN the channel goes through them THEN nothing else comes', () => {
    const ids = catalog.inTopic('containers').map((concept) => concept.id);
    expect(new Set(walk(ids.length, ['containers']).ids)).toEqual(new Set(ids));
  });

  test('GIVEN everything was given WHEN it goes on THEN first what was answered worst, then what was longest ago, each once again', () => {
    const first = walk(all);
    const weak = [first.ids[7], first.ids[3]];
    const answered = walk(all, [], (id) =>
      id === weak[0]
        ? { answers: 4, right: 0 }
        : id === weak[1]
          ? { answers: 4, right: 1 }
          : { answers: 4, right: 4 },
    );
    const second = walk(all, [], undefined, answered.path);
    expect(second.ids.slice(0, 2)).toEqual(weak);
    expect(second.ids[2]).toBe(first.ids[0]);
    expect(new Set(second.ids).size).toBe(all);
  });

  test('GIVEN a channel on its way WHEN concepts join the content THEN they come in their place and nothing is repeated for them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: all - 1 }),
        fc.integer({ min: 0, max: all - 1 }),
        (steps, missing) => {
          const left = catalogData.concepts[missing];
          const concepts = catalogData.concepts.filter((one) => one !== left);
          const before = createCatalog(named({ ...catalogData, concepts }));
          const begun = walk(Math.min(steps, all - 1), [], undefined, undefined, before);
          const rest = walk(all - begun.ids.length, [], undefined, begun.path);
          expect(new Set([...begun.ids, ...rest.ids]).size).toBe(all);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('GIVEN a day that is counted already WHEN it is counted again THEN nothing changes', () => {
    const { path } = walk(3);
    const day = path.upTo ?? '';
    expect(countIn(path, { day, concept: 'x', answers: 1, right: 1 })).toBe(path);
  });

  test('GIVEN a concept that comes again WHEN it has several questions THEN it is another one', () => {
    const first = walk(all);
    const again = nextConcept(catalog, [], first.path);
    expect(again?.question?.id).toBe(again?.concept.questions[1]?.id);
  });
});
