import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/concepts/catalog.ts';
import { named } from '../../src/concepts/concept.ts';
import { createLookup } from '../../src/lookup/create.ts';
import { lazyLookup } from '../../src/lookup/lazy.ts';
import { builtInData } from '../bench/lookup/catalogs.ts';
import { goldenCases } from '../bench/lookup/golden.ts';

const data = builtInData();
const builtIn = createCatalog(data);
const [model] = data.concepts;
if (!model) throw new Error('There is no content.');
const own = {
  ...model,
  id: 'our-lambda',
  title: 'Lambda',
  names: ['CD'],
  sharedNames: [],
  formerly: ['old-id'],
};
const withTeam = createCatalog(named({ ...data, concepts: [...data.concepts, own], team: ['our-lambda'] }));

const names = [...data.concepts, own].flatMap((concept) => [
  concept.id,
  concept.title,
  ...concept.formerly,
  ...concept.names,
  ...concept.sharedNames,
  ...concept.weakNames,
]);
const written = names.flatMap((name) => [name, ` ${name.toUpperCase()}? `]);
// Any golden question will do: one that is no name as it is written is handed over as it is.
const questions = goldenCases(builtIn)
  .filter((_, place) => place % 50 === 0)
  .map(({ query }) => query);
const hostile = [
  '',
  '\n',
  'lambda:1',
  '|lambda:109|',
  '\nlambda',
  'constructor',
  '__proto__',
  'lambda '.repeat(40),
  'a'.repeat(5_000),
];
const asked = [...new Set([...written, ...questions, ...hostile])];

describe.each([
  ['the built-in content', builtIn],
  ['a team’s concept of the same names', withTeam],
])('GIVEN %s', (_name, catalog) => {
  test('WHEN anything is asked of the look-up that loads itself late THEN it says what the whole one says', async () => {
    const whole = createLookup(catalog);
    const lazy = lazyLookup(catalog);
    for (const text of asked) {
      expect(await lazy.find(text), text).toEqual(whole.find(text));
      expect(await lazy.named(text), text).toEqual(whole.named(text));
    }
    for (const text of ['', 'kub', 'contaner', ...hostile])
      expect(await lazy.complete(text, 25)).toEqual(whole.complete(text, 25));
  });
});
