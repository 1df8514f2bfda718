import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import type { Fault } from '../fault.ts';
import type { Library } from '../library.ts';
import type { Located } from '../read.ts';
import type { Entry } from '../schema.ts';

/** The highest school grade, as in the United States, that a summary and a likeness may ask of a reader. */
export const HIGHEST_GRADE = 9;

/** One text that was measured. */
export interface Reading {
  entry: Located<Entry>;
  at: (string | number)[];
  what: 'summary' | 'story' | 'rows';
  /** By Flesch and Kincaid, 1975. Not limited to what is taught: shorter than first grade is below 1. */
  grade: number;
}

/** Summaries and likenesses that a reader of the highest grade would have to read twice. */
export function readabilityRule(library: Library): Fault[] {
  return readings(library)
    .filter(({ grade }) => grade > HIGHEST_GRADE)
    .map(({ entry, at, what, grade }) =>
      entry.fault(
        'S403',
        at,
        `The ${what} reads at grade ${grade.toFixed(1)} by Flesch-Kincaid; ${HIGHEST_GRADE} is the highest.`,
      ),
    );
}

/**
 * How hard each summary and each likeness is to read. A likeness is measured twice: its story by itself, and its
 * title and rows, because their short phrases together with the story would hide a long-winded one.
 */
export function readings(library: Library): Reading[] {
  const spare = sparing(library);
  return library.entries.flatMap((entry) => {
    const { summary, likenesses } = entry.value;
    const read = (what: Reading['what'], at: Reading['at'], sentences: string[]): Reading => ({
      entry,
      at,
      what,
      grade: readingGrade(sentences.map(spare)),
    });
    return [
      read('summary', ['summary'], [summary]),
      ...likenesses.flatMap(({ title, story, rows }, index) => [
        read('story', ['likenesses', index, 'story'], [story]),
        read('rows', ['likenesses', index, 'rows'], [title, ...rows.map((row) => row.likeness)]),
      ]),
    ];
  });
}

const sentenceEnds = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The grade of texts, of which each begins a sentence of its own. */
export function readingGrade(texts: readonly string[]): number {
  const sentences = texts
    .flatMap((text) => [...sentenceEnds.segment(text)])
    .map(({ segment }) => segment.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [])
    .filter((words) => words.length > 0);
  const words = sentences.flat();
  // A number has no vowels, and is still said.
  const syllables = words.map((word) => Math.max(1, syllable(word)));
  return fleschKincaid({
    sentence: sentences.length,
    word: words.length,
    syllable: syllables.reduce((sum, count) => sum + count, 0),
  });
}

/**
 * Takes the measure off technical names: code and every name of a concept count as one short word, for they cannot be
 * said more simply and a reader meets each as one thing. Everyday words that are weak names count as they are.
 */
function sparing(library: Library): (text: string) => string {
  const names = library.entries
    .flatMap(({ value }) => [value.title, ...value.names, ...value.sharedNames])
    .sort((one, other) => other.length - one.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const aName = new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join('|')})(?:e?s)?(?![\\p{L}\\p{N}])`, 'giu');
  return (text) => text.replace(/`[^`]*`/g, 'it').replace(aName, 'it');
}
