import { contentFiles } from '../adapters/files/content.ts';
import { builtInFolder } from '../adapters/files/library.ts';
import { openStore } from '../adapters/server/store.ts';
import { compile } from '../src/concepts/concept.ts';
import { readLibrary } from '../src/concepts/library.ts';
import { createSimile, type SimileSettings } from '../src/simile.ts';

/** The day the tests take place on. */
export const TODAY = '2026-11-22';

/** The built-in content, read once for a test file. */
export const catalogData = compile(readLibrary(contentFiles(builtInFolder), TODAY).library);

/** The real bot over the real content, with its state in memory; a failure inside it fails the test. */
export function bot(repository?: string, world: Partial<Pick<SimileSettings, 'store' | 'random'>> = {}) {
  return createSimile({
    catalog: catalogData,
    ...(repository ? { repository } : {}),
    store: openStore({ kind: 'memory' }, Date.now),
    random: () => 0.5,
    ...world,
    onError: (code, cause) => {
      throw new Error(code, { cause });
    },
  });
}
