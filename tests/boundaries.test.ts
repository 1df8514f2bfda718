import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Every module of a folder with what it imports, types aside where `values` is asked for. */
function modules(
  folder: string,
): { path: string; text: string; imports: { from: string; typeOnly: boolean }[] }[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const full = join(folder, path);
      const text = readFileSync(join(ROOT, full), 'utf8');
      const imports = [
        ...text.matchAll(
          /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s*'([^']+)'|import\('([^']+)'\)|\nimport '([^']+)'/g,
        ),
      ];
      return {
        path: full,
        text,
        imports: imports.map(([, type, from, dynamic, bare]) => ({
          from: target(full, from ?? dynamic ?? bare ?? ''),
          typeOnly: type !== undefined,
        })),
      };
    });
}

/** A relative import as a path from the root; a package as it is. */
function target(importer: string, from: string): string {
  return from.startsWith('.') ? relative(ROOT, join(ROOT, dirname(importer), from)) : from;
}

const core = modules('src');
const adapters = modules('adapters');

describe('The core', () => {
  test('imports nothing from an adapter', () => {
    const outward = core.flatMap(({ path, imports }) =>
      imports.filter(({ from }) => from.startsWith('adapters')).map(({ from }) => `${path} -> ${from}`),
    );
    expect(outward).toEqual([]);
  });

  test('imports no package but the pure ones it is built on', () => {
    const allowed = new Set([
      'zod',
      'zod/mini',
      'fuse.js',
      'fuse.js/basic',
      'yaml',
      'mdast',
      'mdast-util-from-markdown',
      'ts-fsrs',
      'flesch-kincaid',
      'syllable',
      'luxon',
    ]);
    const foreign = core.flatMap(({ path, imports }) =>
      imports
        .filter(({ from }) => !from.startsWith('src') && !allowed.has(from))
        .map(({ from }) => `${path} -> ${from}`),
    );
    expect(foreign).toEqual([]);
  });

  test('has no clock, no chance, no network, no process and no console of its own', () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bfetch\(|\bprocess\.|\bconsole\.|\bsetTimeout\(|\bsetInterval\(|\bperformance\./;
    expect(core.filter(({ text }) => impure.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('loads neither YAML, Markdown nor full zod on the way to an answer', () => {
    const byPath = new Map(core.map((module) => [module.path, module]));
    const heavy = new Set(['yaml', 'mdast-util-from-markdown', 'zod', 'flesch-kincaid', 'syllable']);
    const seen = new Set<string>();
    const reached: string[] = [];
    const walk = (path: string) => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const { from, typeOnly } of byPath.get(path)?.imports ?? []) {
        if (typeOnly) continue;
        if (heavy.has(from)) reached.push(`${path} -> ${from}`);
        walk(from);
      }
    };
    walk('src/simile.ts');
    expect(seen.size).toBeGreaterThan(10);
    expect(reached).toEqual([]);
  });
});

describe('An adapter', () => {
  /** They construct the others and hand them over. */
  const roots = ['server', 'lambda', 'playground', 'build'];
  /** Plain types that the ways in share, and the files that content comes from. */
  const shared = ['web'];

  test('imports no other adapter, but for the hosts that put them together', () => {
    const sideways = adapters.flatMap(({ path, imports }) => {
      const own = path.split('/')[1] ?? '';
      if (roots.includes(own)) return [];
      return imports
        .filter(
          ({ from }) => from.startsWith('adapters/') && ![own, ...shared].includes(from.split('/')[1] ?? ''),
        )
        .map(({ from }) => `${path} -> ${from}`);
    });
    expect(sideways).toEqual([]);
  });

  test('is thin: no file passes about 300 lines', () => {
    const long = [...core, ...adapters]
      .map(({ path, text }) => [path, text.split('\n').length] as const)
      .filter(([, lines]) => lines > 310);
    expect(long).toEqual([]);
  });
});
