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
      ? await build(optionsOf(program, outdir, [inOnePiece(plain.metafile, programs.lambda.http)]))
      : plain;
  // esbuild's own helpers are imported even where none of them is used: a file less to find and read.
  const helpers = Object.entries(metafile.outputs)
    .filter(([, { inputs }]) => Object.keys(inputs).length === 0)
    .map(([path]) => `import"./${basename(path)}";`);
  for (const { path, text } of outputFiles) {
    const used = helpers.reduce((code, helper) => code.replaceAll(helper, ''), text);
    writeFileSync(path, asAscii(withLazyBuiltins(used)));
  }
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

/**
 * Keeps what a start of `entry` loads in one file: by itself, esbuild makes a file for each set of parts that share a
 * module, two dozen of them, and each costs a cold start half a millisecond. Once all parts share all of it, it is one.
 */
function inOnePiece({ inputs, outputs }: Metafile, entry: string): Plugin {
  const isOurs = (path: string) => path.endsWith('.ts') && !path.includes('node_modules');
  const started = Object.entries(inputs).find(([path]) => resolve(path) === entry)?.[1].imports ?? [];
  const shared = started.flatMap(({ kind, path }) =>
    kind === 'import-statement' && isOurs(path) ? [`import ${JSON.stringify(resolve(path))};\n`] : [],
  );
  const parts = Object.values(outputs).flatMap(({ entryPoint }) =>
    entryPoint && isOurs(entryPoint) ? [resolve(entryPoint)] : [],
  );
  return {
    name: 'in-one-piece',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) =>
        parts.includes(path)
          ? { contents: `${shared.join('')}${readFileSync(path, 'utf8')}`, loader: 'ts' }
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
 * Escapes the letters in patterns, the only ones that esbuild leaves as they are: for a single one of them, all of a
 * file is kept as two bytes a letter, which costs a cold start a millisecond.
 */
function asAscii(code: string): string {
  return code.replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
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
        return { contents: Object.entries(all).map(declaration).join('\n'), loader: 'ts' };
      });
    },
  };
}

/** An enum as TypeScript declares it, so that its single values are put where they are used; nothing for what is none. */
function declaration([name, value]: [string, unknown]): string {
  if (typeof value !== 'object' || value === null) return '';
  const members = Object.entries(value).filter(([key]) => !/^\d+$/.test(key));
  const isPlain = members.every(([, one]) => typeof one === 'number' || typeof one === 'string');
  if (isPlain)
    return `export enum ${name} { ${members.map(([key, one]) => `${key} = ${JSON.stringify(one)}`).join(', ')} }`;
  const isBig = members.every(([, one]) => typeof one === 'bigint');
  return isBig
    ? `export const ${name} = { ${members.map(([key, one]) => `${key}: ${one}n`).join(', ')} }`
    : '';
}

/** Whatever is asked of it is a class, so that a library may extend it while it starts. */
const EMPTY =
  'module.exports = new Proxy({}, { get: (_, name) => (name === "__esModule" ? undefined : class {}) });';
