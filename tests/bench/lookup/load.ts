import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { writeCatalog } from '../../../adapters/files/compiled.ts';
import { builtInData } from './catalogs.ts';

const root = join(import.meta.dirname, '../../..');
const RUNS = 9;

const program = `
const start = performance.now();
const { createCatalog, createLookup, readCatalog } = await import(process.argv[2]);
const imported = performance.now();
const data = readCatalog(process.argv[3]);
const parsed = performance.now();
const lookup = createLookup(createCatalog(data));
const ready = performance.now();
const ask = (text) => { const from = performance.now(); if (lookup.find(text).outcome !== 'answer') process.exitCode = 1; return performance.now() - from; };
const [named, slipped, asked] = [ask('Fargate'), ask('kubernettes'), ask('why is my lambda so slow today')];
console.log(JSON.stringify({ 'load the code': imported - start, 'read the catalog': parsed - imported, 'make the look-up': ready - parsed, 'answer the first name': named, 'then the first misspelt name': slipped, 'then the first sentence': asked, 'from the compiled form to ready': ready - imported }));
`;

/** Loads the bundled look-up and the compiled catalog in fresh processes, as a cold start does. */
export function loadTimes(): Record<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'simile-load-'));
  try {
    const [bundle, main] = [join(folder, 'lookup.mjs'), join(folder, 'main.mjs')];
    writeCatalog(folder, builtInData());
    writeFileSync(main, program);
    buildSync({
      stdin: {
        contents: `export { readCatalog } from './adapters/files/compiled.ts'; export { createCatalog } from './src/concepts/catalog.ts'; export { createLookup } from './src/lookup/create.ts';`,
        resolveDir: root,
        loader: 'ts',
      },
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'esm',
      outfile: bundle,
    });
    const runs = Array.from(
      { length: RUNS },
      (): Record<string, number> =>
        JSON.parse(
          execFileSync(process.execPath, [main, pathToFileURL(bundle).href, folder], { encoding: 'utf8' }),
        ),
    );
    const median = (key: string) =>
      runs.map((run) => run[key] ?? 0).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
    return Object.fromEntries(
      Object.keys(runs[0] ?? {}).map((key) => [key, Math.round(median(key) * 10) / 10]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
