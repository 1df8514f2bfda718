import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildAll } from '../../../adapters/build/bundle.ts';

// Builds what is measured into a folder, with what each bundle is made of: in a process of its own, because a large one
// takes longer to start others.
const [, , folder = ''] = process.argv;
for (const { program, metafile } of await buildAll(folder))
  writeFileSync(join(folder, `${program}.json`), JSON.stringify(metafile));
const { metafile } = await build({
  entryPoints: [join(import.meta.dirname, 'bolt-hello.ts')],
  outfile: join(folder, 'bolt-hello.mjs'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  metafile: true,
  legalComments: 'none',
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
writeFileSync(join(folder, 'bolt-hello.json'), JSON.stringify(metafile));
