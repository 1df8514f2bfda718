import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/concepts/catalog.ts';
import { WORK_LIMIT } from '../../src/lookup/assess.ts';
import { createLookup } from '../../src/lookup/create.ts';
import { builtInData, grownTo } from '../bench/lookup/catalogs.ts';

const data = builtInData();

/** Texts made to cost: every word unknown, long, full of common runs of letters, or the start of many names. */
const costly = [
  'contrainer registery orchestrathion deploymment managger scheduller routter gatewayy proccessor collectorr',
  Array.from({ length: 48 }, (_, at) => `managr${'er'.repeat(at % 5)}`).join(' '),
  Array.from({ length: 48 }, () => 'trans').join(' '),
  'vs '.repeat(80),
  'stroage mangaer vs evnet handlre vs metrci collectro vs tokne routre',
  'er in er in re te er on '.repeat(10),
  'a'.repeat(240),
  'interationerationservationconnectionmanagementserviceregistration',
  'e t a o i n s h r d l u '.repeat(10),
  'aws '.repeat(60),
  'what is the difference between a primarry storrage gatway and a secondarry storrage gatway or a shaddow cachee',
];

describe.each([
  ['the built-in catalog', createCatalog(data)],
  ['10,000 concepts', grownTo(10_000, data)],
])('GIVEN %s', (_, catalog) => {
  const meter = { steps: 0 };
  const lookup = createLookup(catalog, meter);
  const stepsOf = (text: string) => {
    const before = meter.steps;
    lookup.find(text);
    lookup.complete(text, 25);
    return meter.steps - before;
  };

  test.each(costly)('WHEN "%s" is asked THEN the work stays within the limit', (text) => {
    expect(stepsOf(text)).toBeLessThanOrEqual(WORK_LIMIT);
  });

  test('WHEN names are misspelt and strung together at random THEN the work stays within the limit', () => {
    const names = catalog.concepts.map(({ title }) => title);
    const slip = fc
      .tuple(fc.constantFrom(...names), fc.nat())
      .map(([name, at]) => name.slice(0, at % name.length) + name.slice((at % name.length) + 1));
    const joined = fc
      .array(slip, { minLength: 1, maxLength: 12 })
      .chain((parts) => fc.constantFrom(' ', ' vs ', ', ', ' and ').map((between) => parts.join(between)));
    fc.assert(
      fc.property(joined, (text) => {
        expect(stepsOf(text)).toBeLessThanOrEqual(WORK_LIMIT);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
