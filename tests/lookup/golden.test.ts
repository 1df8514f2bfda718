import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { builtIn } from '../bench/lookup/catalogs.ts';
import { figuresOf, recordedFile } from '../bench/lookup/figures.ts';
import { goldenCases } from '../bench/lookup/golden.ts';

const figure = z.object({ questions: z.number(), right: z.number(), first: z.number(), wrong: z.number() });
const recorded = z
  .object({ kinds: z.record(z.string(), z.object({ tuned: figure, held: figure })) })
  .parse(JSON.parse(readFileSync(recordedFile, 'utf8')));

const catalog = builtIn();
const cases = goldenCases(catalog);
const { kinds } = figuresOf(catalog, cases);
type Kind = (typeof recorded)['kinds'][string];
/** Questions that did not go as they should; counted, because the names of technology not held change with the content. */
const short = ({ tuned, held }: Kind, of: 'right' | 'first') =>
  tuned.questions + held.questions - tuned[of] - held[of];

describe('GIVEN the golden questions and the content as it stands', () => {
  test('THEN there are several hundred questions, and about a third of them was put aside before tuning', () => {
    const fresh = cases.filter(({ kind }) => kind !== 'not-held-names');
    expect(fresh.length).toBeGreaterThan(1_000);
    const held = fresh.filter((one) => one.held).length / fresh.length;
    expect(held).toBeGreaterThan(0.28);
    expect(held).toBeLessThan(0.38);
  });

  test('THEN every concept that a question expects is held', () => {
    const unknown = cases.flatMap(({ ids }) => ids.flat()).filter((id) => !catalog.concept(id));
    expect(unknown).toEqual([]);
  });

  test('THEN every kind of question has a recorded figure', () => {
    expect(Object.keys(kinds).sort()).toEqual(Object.keys(recorded.kinds).sort());
  });

  test.each(Object.entries(recorded.kinds))(
    'WHEN all "%s" questions are asked THEN no figure is worse than the recorded one',
    (kind, before) => {
      const now = kinds[kind];
      if (!now) throw new Error(`no question of the kind "${kind}"`);
      expect(short(now, 'right')).toBeLessThanOrEqual(short(before, 'right'));
      expect(short(now, 'first')).toBeLessThanOrEqual(short(before, 'first'));
      expect(now.tuned.wrong + now.held.wrong).toBeLessThanOrEqual(before.tuned.wrong + before.held.wrong);
    },
  );
});
