import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { buildAll } from '../../adapters/build/bundle.ts';

/** Where bundles for tests are kept, each by the state of the files it was made of. */
const KEPT = join(import.meta.dirname, '../../node_modules/.cache/simile-bundles');

/** Bundles of older sources are kept so long, in milliseconds: a run that began before may still use one. */
const DAY = 86_400_000;

/** The folder of a bundle as the sources are now; made once, whoever asks first. */
export async function bundled(program: 'app' | 'lambda'): Promise<string> {
  const folder = join(KEPT, stateOfSources());
  if (!existsSync(folder)) {
    const making = mkdtempSync(join(tmpdir(), 'simile-bundle-'));
    for (const { program, metafile } of await buildAll(making))
      writeFileSync(join(making, `${program}.json`), JSON.stringify(metafile));
    mkdirSync(KEPT, { recursive: true });
    for (const old of readdirSync(KEPT).map((name) => join(KEPT, name)))
      if (statSync(old).mtimeMs < Date.now() - DAY) rmSync(old, { recursive: true, force: true });
    // Another test file may have been faster; its bundle is as good.
    cpSync(making, `${folder}.part${process.pid}`, { recursive: true });
    rmSync(making, { recursive: true });
    if (existsSync(folder)) rmSync(`${folder}.part${process.pid}`, { recursive: true });
    else renameSync(`${folder}.part${process.pid}`, folder);
  }
  return join(folder, program);
}

/** What the bundle is made of. */
export async function metafileOf(program: 'app' | 'lambda'): Promise<Metafile> {
  return JSON.parse(readFileSync(`${await bundled(program)}.json`, 'utf8'));
}

function stateOfSources(): string {
  const hash = createHash('sha256');
  for (const top of ['src', 'adapters', 'content', 'package-lock.json', 'tests/kit/bundle.ts']) {
    const root = join(import.meta.dirname, '../..', top);
    const paths = statSync(root).isDirectory()
      ? readdirSync(root, { recursive: true, encoding: 'utf8' })
      : [''];
    for (const path of paths.sort()) {
      const { mtimeMs, size } = statSync(join(root, path));
      hash.update(`${top}/${path} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex').slice(0, 20);
}
