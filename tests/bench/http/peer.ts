import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles a peer as our own programs are, less what we leave out of them. */
export async function bundlePeer(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, 'peer.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    legalComments: 'none',
    external: ['zlib-sync', 'bufferutil', 'utf-8-validate', 'erlpack'],
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  return outfile;
}
