import { poolRule } from '../quiz/check.ts';
import type { Fault } from './fault.ts';
import { inOrder, type Library, readLibrary } from './library.ts';
import type { ContentFile } from './read.ts';
import { readabilityRule } from './rules/readability.ts';

/**
 * Checks content as its writers want it checked: all that keeps it out of service; and how it reads and what can be
 * asked about it, which takes longer to work out than a start should.
 * @param today the day it is where the check runs, as 2026-11-22
 */
export function checkContent(
  files: readonly ContentFile[],
  today: string,
  base?: Library,
): { library: Library; faults: Fault[] } {
  const { library, faults } = readLibrary(files, today, base);
  const own = new Set(files.map((file) => file.path));
  // Questions follow from the content as a whole, so they are made of what has no error.
  const whole = faults.every(({ severity }) => severity !== 'error');
  const slow = [...readabilityRule(library), ...(whole ? poolRule(library) : [])];
  return { library, faults: inOrder([...faults, ...slow.filter((fault) => own.has(fault.file))]) };
}
