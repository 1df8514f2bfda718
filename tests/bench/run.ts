/** `npm run bench -- <name> [options]` runs tests/bench/<name>.ts; without a name it says which there are. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [name = '', ...options] = process.argv.slice(2);
const file = join(import.meta.dirname, `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || name === 'run' || !existsSync(file)) {
  const names = readdirSync(import.meta.dirname)
    .filter((entry) => entry.endsWith('.ts') && entry !== 'run.ts')
    .map((entry) => entry.slice(0, -3));
  console.error(`Say which benchmark to run: npm run bench -- <name>. There are: ${names.join(', ')}.`);
  process.exitCode = 2;
} else {
  const { bench }: { bench(options: readonly string[]): Promise<void> | void } = await import(
    pathToFileURL(file).href
  );
  await bench(options);
}
