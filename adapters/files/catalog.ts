import { join } from 'node:path';
import { type CatalogData, compile } from '../../src/concepts/concept.ts';
import type { Fault } from '../../src/concepts/fault.ts';
import { type Library, readLibrary } from '../../src/concepts/library.ts';
import { contentFiles } from './content.ts';

export const builtInFolder = join(import.meta.dirname, '../../content');

/**
 * Reads, checks and compiles the built-in content and a team's folder beside it.
 * A team folder with an error stays out, with its faults told; the built-in content is served all the same.
 * @throws when the built-in content has an error, naming every one
 */
export function loadCatalog(today: string, teamFolder?: string): { data: CatalogData; faults: Fault[] } {
  const builtIn = readLibrary(contentFiles(builtInFolder), today);
  const broken = builtIn.faults.filter((fault) => fault.severity === 'error');
  if (broken.length > 0)
    throw new Error(`The built-in content has ${broken.length} errors; "simile check" shows them.`);
  if (teamFolder === undefined) return { data: compile(builtIn.library), faults: [] };
  const { library, faults } = withTeam(builtIn.library, teamFolder, today);
  return { data: compile(library), faults };
}

function withTeam(builtIn: Library, folder: string, today: string): { library: Library; faults: Fault[] } {
  const team = readLibrary(contentFiles(folder), today, builtIn);
  const refused = team.faults.some((fault) => fault.severity === 'error');
  return { library: refused ? builtIn : team.library, faults: team.faults };
}
