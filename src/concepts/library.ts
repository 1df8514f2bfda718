import type { z } from 'zod';
import type { Fault } from './fault.ts';
import { type ContentFile, type Located, readFile } from './read.ts';
import { alikeRules } from './rules/alike.ts';
import { linkRules } from './rules/links.ts';
import { nameRules } from './rules/names.ts';
import { questionRules } from './rules/questions.ts';
import { textRules } from './rules/text.ts';
import { worldRules } from './rules/worlds.ts';
import { type Entry, entrySchema, type Topic, topicsSchema, type World, worldSchema } from './schema.ts';

/** All content as it was written, each value with the place it stands at. */
export interface Library {
  entries: Located<Entry>[];
  topics: Located<Topic[]>[];
  worlds: Located<World>[];
  /** Ids of entries that come from a team's own folder. */
  team: ReadonlySet<string>;
}

export type Rule = (library: Library, today: string) => Fault[];

const crossRules: Rule[] = [linkRules, nameRules, questionRules, worldRules, alikeRules, textRules];

/** Reads the files of one content folder. A file with a fault is left out, and its faults are told. */
function readFiles(files: readonly ContentFile[]): { library: Library; faults: Fault[] } {
  const faults: Fault[] = [];
  const read = <T>(file: ContentFile, schema: z.ZodType<T>): Located<T>[] => {
    const result = readFile(file, schema);
    faults.push(...result.faults);
    return result.found ? [result.found] : [];
  };
  const of = (kind: string) => files.filter((file) => kindOf(file.path) === kind);
  const library: Library = {
    topics: of('topics').flatMap((file) => read(file, topicsSchema)),
    worlds: of('world').flatMap((file) => read(file, worldSchema)),
    entries: of('entry').flatMap((file) => read(file, entrySchema)),
    team: new Set(),
  };
  return { library, faults };
}

function kindOf(path: string): 'topics' | 'world' | 'entry' {
  if (path.endsWith('topics.yaml')) return 'topics';
  return path.includes('worlds/') ? 'world' : 'entry';
}

/**
 * Reads content and checks all of it at once.
 * @param today the day it is where the check runs, as 2026-11-22, for the age of sources
 * @param base content that is already in service; files given here are a team's own, and win where they collide
 */
export function readLibrary(
  files: readonly ContentFile[],
  today: string,
  base?: Library,
): { library: Library; faults: Fault[] } {
  const own = readFiles(files);
  const library = base ? merge(base, own.library) : own.library;
  const ownFiles = new Set(files.map((file) => file.path));
  const crossFaults = crossRules.flatMap((rule) => rule(library, today));
  const faults = [...own.faults, ...crossFaults.filter((fault) => ownFiles.has(fault.file))];
  return { library, faults: inOrder(faults) };
}

/** By file, and from top to bottom. */
export function inOrder(faults: readonly Fault[]): Fault[] {
  return faults.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

function merge(base: Library, own: Library): Library {
  const ids = new Set(own.entries.map((entry) => entry.value.id));
  return {
    entries: [...base.entries.filter((entry) => !ids.has(entry.value.id)), ...own.entries],
    topics: [...base.topics, ...own.topics],
    worlds: [...base.worlds, ...own.worlds],
    team: ids,
  };
}
