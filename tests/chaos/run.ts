/** `npm run chaos -- <name> [options]` runs tests/chaos/<name>.ts; without a name it says which there are. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [name = '', ...options] = process.argv.slice(2);
const file = join(import.meta.dirname, `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || name === 'run' || !existsSync(file)) {
  const names = readdirSync(import.meta.dirname)
    .filter((entry) => entry.endsWith('.ts') && entry !== 'run.ts')
    .map((entry) => entry.slice(0, -3));
  console.error(`Say what to try: npm run chaos -- <name>. There are: ${names.join(', ')}.`);
  process.exitCode = 2;
} else {
  const { chaos }: { chaos(options: readonly string[]): Promise<void> } = await import(
    pathToFileURL(file).href
  );
  await chaos(options);
}
