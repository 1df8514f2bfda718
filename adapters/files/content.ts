import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ContentFile } from '../../src/concepts/read.ts';

/**
 * The YAML files below a folder, each with its path from the current folder.
 * @throws when the folder cannot be read
 */
export function contentFiles(folder: string): ContentFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path))
    .sort()
    .map((path) => {
      const full = join(folder, path);
      return { path: relative('.', full).split(sep).join('/'), text: readFileSync(full, 'utf8') };
    });
}
