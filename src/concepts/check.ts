import type { Fault } from './fault.ts';
import { inOrder, type Library, readLibrary } from './library.ts';
import type { ContentFile } from './read.ts';
import { readabilityRule } from './rules/readability.ts';

/**
 * Checks content as its writers want it checked: all that keeps it out of service, and how it reads, which takes
 * longer to measure than a start should.
 * @param today the day it is where the check runs, as 2026-11-22
 */
export function checkContent(
  files: readonly ContentFile[],
  today: string,
  base?: Library,
): { library: Library; faults: Fault[] } {
  const { library, faults } = readLibrary(files, today, base);
  const own = new Set(files.map((file) => file.path));
  const reading = readabilityRule(library).filter((fault) => own.has(fault.file));
  return { library, faults: inOrder([...faults, ...reading]) };
}
