import type { CatalogData } from '../../src/concepts/concept.ts';
import type { Fault } from '../../src/concepts/fault.ts';
import { readCatalog } from './compiled.ts';

/**
 * What is served: the catalog that was built beside this module, or else the content folder of the checkout; with a
 * team's folder beside it. A team folder with an error stays out, with its faults told.
 * @throws when the built-in content has an error
 */
export async function loadCatalog(
  today: string,
  teamFolder?: string,
): Promise<{ data: CatalogData; faults: Fault[] }> {
  const built = readCatalog(import.meta.dirname);
  if (built && teamFolder === undefined) return { data: built, faults: [] };
  // YAML, Markdown and the checks are loaded only where content is read.
  const { compileLibrary } = await import('./library.ts');
  return compileLibrary(today, teamFolder);
}
