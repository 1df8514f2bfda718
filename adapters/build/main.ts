import { join } from 'node:path';
import { buildAll } from './bundle.ts';

/** `npm run build`: the bundles and the compiled catalog, each program complete in its folder of `dist`. */

const out = join(import.meta.dirname, '../../dist');
for (const { folder, metafile, concepts } of await buildAll(out, process.env.SIMILE_CONTENT)) {
  const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  console.log(`${folder}  ${Math.round(bytes / 1000)} KB of code, ${concepts} concepts`);
}
