import { join } from 'node:path';
import { type CatalogData, compile } from '../../src/concepts/concept.ts';
import { type Fault, rules } from '../../src/concepts/fault.ts';
import { type Library, readLibrary } from '../../src/concepts/library.ts';
import type { Located } from '../../src/concepts/read.ts';
import { readWrittenLibrary, type Written } from './compiled.ts';
import { contentFiles } from './content.ts';

/** The content of the checkout. */
export const builtInFolder = join(import.meta.dirname, '../../content');

/**
 * The built-in content, checked: as the build left it, or read from the checkout.
 * @throws when it has an error
 */
export function builtInLibrary(today: string): Library {
  const built = readWrittenLibrary(import.meta.dirname);
  if (built) {
    return {
      entries: built.entries.map(located),
      topics: built.topics.map(located),
      worlds: built.worlds.map(located),
      team: new Set(),
    };
  }
  const { library, faults } = readLibrary(contentFiles(builtInFolder), today);
  const broken = faults.filter((fault) => fault.severity === 'error');
  if (broken.length > 0)
    throw new Error(`The built-in content has ${broken.length} errors; "simile check" shows them.`);
  return library;
}

/** The content with a team's folder beside it; one with an error stays out, with its faults told. */
export function withTeam(
  builtIn: Library,
  folder: string,
  today: string,
): { library: Library; faults: Fault[] } {
  const team = readLibrary(contentFiles(folder), today, builtIn);
  const refused = team.faults.some((fault) => fault.severity === 'error');
  return { library: refused ? builtIn : team.library, faults: team.faults };
}

export function compileLibrary(today: string, teamFolder?: string): { data: CatalogData; faults: Fault[] } {
  const builtIn = builtInLibrary(today);
  if (teamFolder === undefined) return { data: compile(builtIn), faults: [] };
  const { library, faults } = withTeam(builtIn, teamFolder, today);
  return { data: compile(library), faults };
}

/** Content that passed its checks when it was built: a fault in it names the file, for the lines are gone. */
function located<T>({ file, value }: Written<T>): Located<T> {
  return {
    file,
    value,
    fault: (rule, _at, why) => {
      const { severity, fix } = rules[rule];
      return { rule, severity, file, line: 1, excerpt: '', why, fix };
    },
  };
}
