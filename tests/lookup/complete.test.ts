import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLookup } from '../../src/lookup/create.ts';
import { normalize } from '../../src/lookup/normalize.ts';
import { builtIn } from '../bench/lookup/catalogs.ts';

const catalog = builtIn();
const lookup = createLookup(catalog);
const title = (id: string | undefined) => catalog.concept(id ?? '')?.title ?? '';

const namesOf = (id: string) => {
  const concept = catalog.concept(id);
  if (!concept) return [];
  return [concept.title, ...concept.names, ...concept.sharedNames, ...concept.weakNames].map(normalize);
};

describe('GIVEN somebody who types a name', () => {
  test('WHEN nothing is typed yet THEN the first concepts to learn are shown', () => {
    expect(lookup.complete('', 5)).toEqual(catalog.concepts.slice(0, 5).map(({ id }) => id));
    expect(lookup.complete('  ', 3)).toHaveLength(3);
  });

  test.each([
    ['kub', 'kubernetes'],
    ['far', 'fargate'],
    ['lambd', 'aws-lambda'],
    ['mesh', 'service-mesh'],
    ['lamda', 'aws-lambda'],
    ['kuberntes', 'kubernetes'],
  ])('WHEN they have typed "%s" THEN %s is shown first', (typed, id) => {
    expect(lookup.complete(typed, 25)[0]).toBe(id);
  });

  test('WHEN names start so and others have a word that starts so THEN the former come first', () => {
    const shown = lookup.complete('con', 25);
    const starts = shown.map((id) => namesOf(id).some((name) => /^((aws|amazon) )?con/.test(name)));
    expect(starts).toEqual([...starts].sort((a, b) => Number(b) - Number(a)));
  });

  test('WHEN they type on towards a title THEN it does not fall back behind what it was in front of', () => {
    for (const { id, title: whole } of catalog.concepts) {
      let ahead: string[] = [];
      for (let length = 2; length <= whole.length; length++) {
        const shown = lookup.complete(whole.slice(0, length), 25);
        const place = shown.indexOf(id);
        if (place < 0) continue;
        const now = shown.slice(0, place);
        // Only a name that is now typed to its end may have come to the front.
        const typed = normalize(whole.slice(0, length));
        const passed = now.filter((other) => ahead.includes(other) && !namesOf(other).includes(typed));
        expect(passed, `${whole.slice(0, length)} for ${whole}`).toEqual([]);
        ahead = shown.slice(place + 1);
      }
    }
  });

  test('WHEN they press Enter on the title shown first THEN that concept is what they get', () => {
    for (const { title: whole } of catalog.concepts) {
      for (let length = 0; length <= Math.min(6, whole.length); length++) {
        const [first] = lookup.complete(whole.slice(0, length), 1);
        if (first === undefined) continue;
        const found = lookup.find(title(first));
        const shared = catalog.concept(first)?.sharedNames.includes(title(first));
        expect(found.concepts).toContain(first);
        if (!shared) expect(found.concepts[0]).toBe(first);
      }
    }
  });

  test('WHEN any text is typed THEN there are no more than asked for, all of them held, none twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.nat(25), (typed, most) => {
        const shown = lookup.complete(typed, most);
        expect(shown.length).toBeLessThanOrEqual(most);
        expect(new Set(shown).size).toBe(shown.length);
        for (const id of shown) expect(catalog.concept(id)?.id).toBe(id);
        expect(lookup.complete(typed, most)).toEqual(shown);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
