/**
 * `npm run bench -- lookup`: how often the look-up is right, how much its confidence means, and how fast it is, with
 * other matchers in the same run. `--tune` derives the thresholds, `--record` writes the figures that the suite holds
 * it to, `--quality` and `--speed` run one half.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../../src/concepts/catalog.ts';
import { createLookup } from '../../src/lookup/create.ts';
import { builtIn, grownTo } from './lookup/catalogs.ts';
import { figuresOf, recordedFile } from './lookup/figures.ts';
import { type Case, goldenCases, judge } from './lookup/golden.ts';
import { loadTimes } from './lookup/load.ts';
import { type Ask, peers } from './lookup/peers.ts';
import { tune } from './lookup/tune.ts';

export async function bench(options: readonly string[]): Promise<void> {
  if (options.includes('--tune')) {
    tune(join(import.meta.dirname, '../../src/lookup/calibration.json'));
    console.log('src/lookup/calibration.json is written; the next run answers by it.');
    return;
  }
  const catalog = builtIn();
  const cases = goldenCases(catalog);
  if (options.includes('--record')) {
    writeFileSync(recordedFile, `${JSON.stringify(figuresOf(catalog, cases), undefined, 1)}\n`);
  }
  if (!options.includes('--speed')) {
    console.log(
      `Golden questions on ${catalog.concepts.length} concepts: ${cases.length}, of which ${cases.filter((one) => one.held).length} put aside before tuning.\n`,
    );
    printQuality(catalog, cases);
    printCalibration(catalog, cases);
    await printPeers(catalog, cases);
  }
  if (!options.includes('--quality')) {
    printLoad();
    await printSpeed(cases);
  }
}

function percent(part: number, all: number): string {
  return all === 0 ? '-' : `${((100 * part) / all).toFixed(1)}`;
}

function printQuality(catalog: Catalog, cases: readonly Case[]): void {
  const { kinds } = figuresOf(catalog, cases);
  console.log(
    'By kind, in %: answered rightly (or quiet, where nothing is to be answered) | right or first of a choice | wrong answers.',
  );
  const rows = Object.entries(kinds).map(([kind, { tuned, held }]) => ({
    kind,
    tuned: tuned.questions,
    right: percent(tuned.right, tuned.questions),
    'or first': percent(tuned.first, tuned.questions),
    wrong: percent(tuned.wrong, tuned.questions),
    held: held.questions,
    'held right': percent(held.right, held.questions),
    'held or first': percent(held.first, held.questions),
    'held wrong': percent(held.wrong, held.questions),
  }));
  console.table(rows);
}

/** Of the answers given with a confidence, how many were right; each kind counts for at most 100 questions. */
function printCalibration(catalog: Catalog, cases: readonly Case[]): void {
  const lookup = createLookup(catalog);
  const edges = [0.7, 0.8, 0.9, 0.95, 0.98, 1.01];
  const perKind = Map.groupBy(cases, ({ kind }) => kind);
  const rows = edges.slice(0, -1).map((from, at) => {
    const row = {
      confidence: `${from} to ${Math.min(1, edges[at + 1] ?? 1)}`,
      answers: 0,
      'mean confidence %': '',
      'right %': '',
      'held answers': 0,
      'held right %': '',
    };
    const sums = { all: 0, right: 0, confidence: 0, held: 0, heldRight: 0 };
    for (const one of cases) {
      const found = lookup.find(one.query);
      if (found.outcome !== 'answer' || one.expect === 'choice') continue;
      if (found.confidence < from || found.confidence >= (edges[at + 1] ?? 2)) continue;
      const weight = Math.min(1, 100 / (perKind.get(one.kind)?.length ?? 1));
      const right = judge(one, found) === 'right' ? weight : 0;
      row[one.held ? 'held answers' : 'answers']++;
      if (one.held) {
        sums.held += weight;
        sums.heldRight += right;
      } else {
        sums.all += weight;
        sums.right += right;
      }
      sums.confidence += weight * found.confidence;
    }
    row['mean confidence %'] = percent(sums.confidence, sums.all + sums.held);
    row['right %'] = percent(sums.right, sums.all);
    row['held right %'] = percent(sums.heldRight, sums.held);
    return row;
  });
  console.log('What a confidence means: of the answers given with it, how many were right.');
  console.table(rows);
}

const misspelt = [
  'one-slip',
  'two-slips',
  'transposition',
  'keyboard-neighbor',
  'phonetic',
  'spacing',
  'plural',
  'shuffled',
  'acronym',
  'spelt-out',
  'shortened',
  'vendor',
  'other-name',
  'exact',
  'lower-case',
];
const quiet = ['senseless', 'neighbour', 'everyday', 'not-held', 'not-held-names'];

function rate(ask: Ask, cases: readonly Case[]): string {
  const right = cases.filter((one) => {
    const id = ask(one.query);
    return one.expect === 'none' ? id === undefined : one.ids[0]?.includes(id ?? '');
  });
  return percent(right.length, cases.length);
}

async function printPeers(catalog: Catalog, cases: readonly Case[]): Promise<void> {
  const held = cases.filter((one) => one.held);
  const rows = [];
  for (const peer of peers) {
    const ask = await peer.build(catalog);
    const of = (...kinds: string[]) =>
      rate(
        ask,
        held.filter(({ kind }) => kinds.includes(kind)),
      );
    rows.push({
      matcher: peer.name,
      'names %': of(...misspelt),
      'whole questions %': of('whole-question'),
      'descriptions %': of('description'),
      'quiet: senseless %': of('senseless'),
      'quiet: neighbours, everyday %': of('neighbour', 'everyday'),
      'quiet: not held %': of('not-held', 'not-held-names'),
    });
  }
  console.log(
    'The questions put aside, asked of each matcher: the first concept is right, or nothing is answered where nothing should be.',
  );
  console.log(
    'For simile only an answer counts; a choice counts as nothing found, though the right one may be first in it.',
  );
  console.table(rows);
}

function printLoad(): void {
  console.log(
    'Loading the built-in catalog ready to answer, each in a process of its own (milliseconds; median of 9):',
  );
  console.table(loadTimes());
}

/** The part of the queries that a slow matcher is asked, by the size of the catalog. */
const SLOW_SHARE: Readonly<Record<number, number>> = { 200: 0.5, 1000: 0.2, 10000: 0.08, 100000: 0.04 };

function everyNth<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.floor(all.length / most));
  return all.filter((_, at) => at % step === 0);
}

async function printSpeed(cases: readonly Case[]): Promise<void> {
  const names = cases.filter(({ kind }) =>
    [...misspelt, ...quiet, 'whole-question', 'comparison'].includes(kind),
  );
  const queries = everyNth(names, 150);
  const fuzzy = cases.filter(({ kind }) =>
    ['one-slip', 'two-slips', 'transposition', 'keyboard-neighbor'].includes(kind),
  );
  const silent = cases.filter(({ kind }) =>
    ['senseless', 'neighbour', 'everyday', 'not-held'].includes(kind),
  );
  for (const size of [200, 1_000, 10_000, 100_000]) {
    const catalog = size === 200 ? builtIn() : grownTo(size);
    const rows = [];
    for (const peer of peers) {
      if (size > (peer.most ?? Number.POSITIVE_INFINITY)) continue;
      globalThis.gc?.();
      const before = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
      const start = performance.now();
      const ask = await peer.build(catalog);
      const built = performance.now() - start;
      globalThis.gc?.();
      const memory = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers - before;
      const share = peer.slow ? SLOW_SHARE[size] : 1;
      const asked = everyNth(queries, queries.length * (share ?? 1));
      for (let round = 0; round < 2 && !peer.slow; round++) for (const { query } of asked) ask(query);
      const times = asked.map(({ query }) => {
        const from = process.hrtime.bigint();
        ask(query);
        return Number(process.hrtime.bigint() - from) / 1000;
      });
      times.sort((a, b) => a - b);
      const at = (share: number) =>
        Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
      // Quality at size: on the built-in names, among ever more others.
      const sampled = (all: readonly Case[]) => everyNth(all, 200 * (share ?? 1));
      rows.push({
        matcher: peer.name,
        'p50 us': at(0.5),
        'p99 us': at(0.99),
        queries: times.length,
        'build ms': Math.round(built),
        MB: Math.round(memory / 1e6),
        'slips right %': rate(ask, sampled(fuzzy)),
        'quiet %': rate(ask, sampled(silent)),
      });
    }
    console.log(`${size === 200 ? catalog.concepts.length : size} concepts`);
    console.table(rows);
  }
}
