import { join } from 'node:path';
import { build } from 'esbuild';

/** The page's own files, by path; there are no others. */
export type Files = ReadonlyMap<string, { type: string; body: Uint8Array }>;

const folder = join(import.meta.dirname, 'page');

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

const HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Simile playground</title>
    <link rel="icon" href="/icon.svg">
    <link rel="stylesheet" href="/main.css">
    <script type="module" src="/main.js"></script>
  </head>
  <body><noscript>The playground needs JavaScript.</noscript></body>
</html>
`;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0f766e"/><path d="M8 13h16M8 19h16" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>`;

/** Puts the page together, from its sources as they are now. */
export async function bundlePage(): Promise<Files> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.tsx'), join(folder, 'main.css')],
    bundle: true,
    write: false,
    outdir: folder,
    format: 'esm',
    target: 'es2024',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  });
  const text = (body: string) => new TextEncoder().encode(body);
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: text(HTML) }],
    ['/icon.svg', { type: 'image/svg+xml', body: text(ICON) }],
    ...outputFiles.map(({ path, contents }) => {
      const name = path.slice(folder.length);
      return [name, { type: types[name.split('.').at(-1) ?? ''] ?? '', body: contents }] as const;
    }),
  ]);
}
