/**
 * Writes the golden files of misspelt names: `node tests/lookup/golden/misspell.ts`. The same seed gives the same
 * slips, made without regard to what the look-up finds easy; only a slip that is itself a name is left out.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalize } from '../../../src/lookup/normalize.ts';
import { builtIn } from '../../bench/lookup/catalogs.ts';
import { random } from '../../bench/lookup/random.ts';

const SEED = 20261122;
const neighbors: Record<string, string> = {
  q: 'wa',
  w: 'qes',
  e: 'wrd',
  r: 'etf',
  t: 'ryg',
  y: 'tuh',
  u: 'yij',
  i: 'uok',
  o: 'ipl',
  p: 'ol',
  a: 'qsz',
  s: 'awdx',
  d: 'sefc',
  f: 'drgv',
  g: 'fthb',
  h: 'gyjn',
  j: 'hukm',
  k: 'jil',
  l: 'kop',
  z: 'axs',
  x: 'zsdc',
  c: 'xdfv',
  v: 'cfgb',
  b: 'vghn',
  n: 'bhjm',
  m: 'njk',
};
const alike: Record<string, string> = {
  a: 'а',
  e: 'е',
  o: 'о',
  p: 'р',
  c: 'с',
  x: 'х',
  y: 'у',
  i: 'і',
  s: 'ѕ',
  k: 'κ',
  v: 'ν',
  t: 'τ',
};

const catalog = builtIn();
const known = new Set(
  catalog.concepts
    .flatMap((one) => [one.id, one.title, ...one.names, ...one.sharedNames, ...one.weakNames])
    .map(normalize),
);
const next = random(SEED);
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] ?? list[0] ?? fail();
const place = (text: string, least: number) => least + Math.floor(next() * (text.length - least));
const fail = (): never => {
  throw new Error('nothing to pick from');
};

/** Names worth misspelling: an acronym with a slip is another acronym. */
const names = catalog.concepts.flatMap((one) =>
  [one.title, ...one.names]
    .filter((name) => normalize(name).replaceAll(' ', '').length > 5 && !/[^\w\s/-]/.test(name))
    .map((name) => ({ id: one.id, name: name.toLowerCase() })),
);

const questions =
  `what is NAME|is NAME expensive|how do i set up NAME|why is my NAME so slow|what does NAME cost per month|when should i use NAME|explain NAME to me
how does NAME work|can i try NAME for free|who needs NAME|should our team use NAME|how safe is NAME|where do i find NAME in the console|do i need NAME`.split(
    /[|\n]/,
  );

type Slip = (name: string) => string;
const slips: Record<string, Slip> = {
  drop: (name) => at(name, place(name, 1), 1, () => ''),
  add: (name) => at(name, place(name, 1), 0, () => pick([...'abcdefghijklmnopqrstuvwxyz'])),
  change: (name) => at(name, place(name, 1), 1, () => pick([...'abcdefghijklmnopqrstuvwxyz'])),
  swap: (name) => at(name, place(name, 1) - 1, 2, ([a = '', b = '']) => b + a),
  neighbor: (name) => at(name, place(name, 1), 1, (letter) => pick([...(neighbors[letter] ?? letter)])),
};
const slip = (name: string) => pick([slips.drop, slips.add, slips.change])?.(name) ?? name;

function at(name: string, start: number, length: number, change: (part: string) => string): string {
  return name.slice(0, start) + change(name.slice(start, start + length)) + name.slice(start + length);
}

const kinds: Record<string, { note: string; change: Slip; count: number }> = {
  exact: { note: 'Titles as they are written.', change: (name) => name, count: 40 },
  'lower-case': {
    note: 'Titles and names in small letters.',
    change: (name) => name.toLowerCase(),
    count: 40,
  },
  'one-slip': { note: 'One letter left out, put in or changed.', change: slip, count: 240 },
  'two-slips': {
    note: 'Two letters left out, put in or changed.',
    change: (name) => slip(slip(name)),
    count: 210,
  },
  transposition: {
    note: 'Two letters in the wrong order.',
    change: (name) => slips.swap?.(name) ?? name,
    count: 180,
  },
  'keyboard-neighbor': {
    note: 'One letter hit beside the right key.',
    change: (name) => slips.neighbor?.(name) ?? name,
    count: 180,
  },
  'slip-in-question': {
    note: 'A name with one slip inside a question.',
    change: (name) =>
      pick(questions).replace('NAME', pick([slip, slips.swap, slips.neighbor])?.(name) ?? name),
    count: 180,
  },
  'look-alike': {
    note: 'Letters of other scripts that are drawn like Latin ones.',
    change: (name) => [...name].map((letter) => (next() < 0.5 ? (alike[letter] ?? letter) : letter)).join(''),
    count: 45,
  },
};

for (const [kind, { note, change, count }] of Object.entries(kinds)) {
  const cases = new Map<string, string>();
  while (cases.size < count) {
    const { id, name } = pick(names);
    const title = catalog.concept(id)?.title ?? name;
    const query = change(kind === 'exact' ? title : name);
    const same = kind === 'exact' || kind === 'lower-case';
    if (!same && (query === name || known.has(normalize(query)) !== (kind === 'look-alike'))) continue;
    if (same && catalog.concepts.some((one) => one.sharedNames.map(normalize).includes(normalize(query))))
      continue;
    cases.set(query, id);
  }
  const lines = [...cases].map(([query, id]) => `  - ${JSON.stringify([query, id])}`);
  const head = [
    `# ${note} Made by misspell.ts with the seed ${SEED}.`,
    '# A third of these questions, chosen by a fixed hash of the text, is put aside: the tuning never reads it.',
    `kind: ${kind}`,
    'expect: answer',
    'cases:',
  ];
  writeFileSync(join(import.meta.dirname, `${kind}.yaml`), `${[...head, ...lines].join('\n')}\n`);
}
