import { compile } from '../src/concepts/concept.ts';
import { readLibrary } from '../src/concepts/library.ts';
import { builtInFolder } from '../adapters/files/catalog.ts';
import { contentFiles } from '../adapters/files/content.ts';
import { createSimile } from '../src/simile.ts';

/** The day the tests take place on. */
export const TODAY = '2026-11-22';

/** The built-in content, read once for a test file. */
export const catalogData = compile(readLibrary(contentFiles(builtInFolder), TODAY).library);

/** The real bot over the real content; a failure inside it fails the test. */
export function bot(repository?: string) {
  return createSimile({
    catalog: catalogData,
    ...(repository ? { repository } : {}),
    onError: (code, cause) => {
      throw new Error(code, { cause });
    },
  });
}
