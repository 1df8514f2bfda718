import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { compile } from '../../src/concepts/concept.ts';
import { describeFault } from '../../src/concepts/fault.ts';
import { writeCatalog, writeLibrary } from '../files/compiled.ts';
import { builtInLibrary, withTeam } from '../files/library.ts';
import { type Trim, trims } from './trims.ts';

const here = (path: string) => join(import.meta.dirname, '..', path);

/** What is bundled: the parts of each program, by the name of the file it becomes. */
const programs = {
  app: { server: here('server/main.ts'), simile: here('server/cli.ts') },
  lambda: { http: here('lambda/http.ts'), tick: here('lambda/tick.ts'), work: here('lambda/work.ts') },
} as const;

type Program = keyof typeof programs;

/** What is still required inside a bundle: Node's own modules, and in the server what is there by luck. */
const REQUIRE = {
  app: "const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);",
  lambda: 'const require=process.getBuiltinModule;',
};

/** Native speed-ups that discord.js and ws use where they are installed. */
const optional = ['zlib-sync', 'bufferutil', 'utf-8-validate', 'erlpack'];

export interface Built {
  program: Program;
  folder: string;
  metafile: Metafile;
  concepts: number;
}

/**
 * Builds every program, complete in a folder of its own below `out`.
 * @param teamFolder a team's own content, compiled in
 * @throws when the content has an error
 */
export async function buildAll(out: string, teamFolder?: string): Promise<Built[]> {
  const today = new Date().toISOString().slice(0, 10);
  const builtIn = builtInLibrary(today);
  const { library, faults } = teamFolder
    ? withTeam(builtIn, teamFolder, today)
    : { library: builtIn, faults: [] };
  const errors = faults.filter((fault) => fault.severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(describeFault).join('\n'));
  const data = compile(library);
  return Promise.all(
    (['app', 'lambda'] as const).map(async (program) => {
      const folder = join(out, program);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      const metafile = await bundle(program, folder);
      writeCatalog(folder, data);
      // The server may be given a team's folder when it starts; a function has none.
      if (program === 'app') writeLibrary(folder, library);
      return { program, folder, metafile, concepts: data.concepts.length };
    }),
  );
}

/** Bundles a program into a folder of its own; parts that are loaded later stay files of their own. */
async function bundle(program: Program, outdir: string): Promise<Metafile> {
  const plain = await build(optionsOf(program, outdir));
  const { metafile, outputFiles } =
    program === 'lambda'
      ? await build(
          optionsOf(program, outdir, [inOnePiece(here('lambda/bot.ts'), laterParts(plain.metafile))]),
        )
      : plain;
  for (const { path, text } of outputFiles) writeFileSync(path, withLazyBuiltins(text));
  return metafile;
}

function optionsOf(program: Program, outdir: string, plugins: readonly Plugin[] = []) {
  return {
    entryPoints: programs[program],
    outdir,
    bundle: true,
    splitting: true,
    // Flat, because modules look for the catalog beside themselves.
    chunkNames: '[name]-[hash]',
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    // Stack traces name our functions.
    keepNames: false,
    legalComments: 'none',
    banner: { js: REQUIRE[program] },
    external: optional,
    metafile: true,
    write: false,
    logLevel: 'warning',
    plugins: [without(trims[program]), withPlainEnums('discord-api-types/v10'), ...plugins],
  } satisfies BuildOptions;
}

/** Our modules that are loaded when they are needed. */
function laterParts({ inputs }: Metafile): Set<string> {
  const imports = Object.values(inputs).flatMap((input) => input.imports);
  const isOurs = (path: string) => path.endsWith('.ts') && !path.includes('node_modules');
  return new Set(
    imports.flatMap(({ kind, path }) => (kind === 'dynamic-import' && isOurs(path) ? [resolve(path)] : [])),
  );
}

/**
 * Keeps what every start loads in one file: by itself, esbuild makes a file for each set of parts that share a module,
 * two dozen of them, and each costs a cold start half a millisecond. Once all later parts share the base, it is one.
 */
function inOnePiece(base: string, later: ReadonlySet<string>): Plugin {
  return {
    name: 'in-one-piece',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) =>
        later.has(path)
          ? { contents: `import ${JSON.stringify(base)};\n${readFileSync(path, 'utf8')}`, loader: 'ts' }
          : undefined,
      );
    },
  };
}

/** Puts an empty module in the place of each that is left out. */
function without(left: readonly Trim[]): Plugin {
  const isLeftOut = (path: string, importer: string) =>
    left.some(({ module, from }) => module.test(path) && (from?.test(importer) ?? true));
  return {
    name: 'without',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, kind, importer }) =>
        kind !== 'entry-point' && isLeftOut(path, importer)
          ? { path: basename(path), namespace: 'left-out' }
          : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: EMPTY, loader: 'js' }));
    },
  };
}

/** One import statement of a minified module: its default, its names or its namespace, and where from. */
const IMPORT =
  /(?<=^|[;}\n])import(?:\s?([\w$]+)(?:,(?=[{*]))?)?(?:\{([^}]*)\}|\*as ([\w$]+))?\s?from"([\w:/]+)";/g;

/**
 * Takes Node's own modules as `require` would. Importing one asks it for every property it has, and some load more of
 * Node when they are asked for: `node:fs` its streams, `node:util` its decoders, 15 ms of a cold start together.
 */
export function withLazyBuiltins(code: string): string {
  return code.replace(
    IMPORT,
    (
      statement,
      whole: string | undefined,
      names: string | undefined,
      all: string | undefined,
      from: string,
    ) => {
      if (!isBuiltin(from)) return statement;
      const module = `process.getBuiltinModule(${JSON.stringify(from)})`;
      const picked = names === undefined ? undefined : `{${names.replaceAll(/ as /g, ':')}}`;
      return [whole, picked, all]
        .flatMap((target) => (target ? [`const ${target}=${module};`] : []))
        .join('');
    },
  );
}

/**
 * Makes a package of enums one that a bundler can take single enums from: as it is published, the first use of one
 * loads all of them, which costs a cold start 10 ms.
 */
function withPlainEnums(name: string): Plugin {
  const require = createRequire(import.meta.url);
  return {
    name: 'plain-enums',
    setup({ onResolve, onLoad }) {
      // Who sends needs its routes too, which are functions; who answers does not.
      onResolve({ filter: new RegExp(`^${name}$`) }, ({ importer }) =>
        /\/discord\/(interactions|invocation|render|limits|http)\.ts$/.test(importer)
          ? { path: name, namespace: 'plain-enums', sideEffects: false }
          : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'plain-enums' }, () => {
        const all: Record<string, unknown> = require(name);
        const contents = Object.entries(all).flatMap(([key, value]) => {
          const literal = literalOf(value);
          return literal === undefined ? [] : [`export const ${key} = ${literal};`];
        });
        return { contents: contents.join('\n'), loader: 'js' };
      });
    },
  };
}

/** An enum as a literal; nothing for what is no enum. */
function literalOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).map(([key, one]) => {
    if (typeof one === 'bigint') return `${JSON.stringify(key)}: ${one}n`;
    return typeof one === 'number' || typeof one === 'string'
      ? `${JSON.stringify(key)}: ${JSON.stringify(one)}`
      : undefined;
  });
  return entries.every((entry) => entry !== undefined) ? `{ ${entries.join(', ')} }` : undefined;
}

/** Whatever is asked of it is a class, so that a library may extend it while it starts. */
const EMPTY =
  'module.exports = new Proxy({}, { get: (_, name) => (name === "__esModule" ? undefined : class {}) });';
