import { normalize } from '../../lookup/normalize.ts';
import type { Fault } from '../fault.ts';
import type { Library } from '../library.ts';
import type { Located } from '../read.ts';
import type { Entry } from '../schema.ts';

/** A share of its rows that a likeness may not have in common with an earlier one. */
const SAME_ROWS = 0.75;
/** A share of the words in two stories together that they may not both have. Stories of one world share about 0.3. */
const SAME_WORDS = 0.5;
/** In a shorter story, the words of the world alone would be most of it. */
const LEAST_WORDS = 8;

interface Told {
  entry: Located<Entry>;
  index: number;
  title: string;
  rows: ReadonlySet<string>;
  words: ReadonlySet<string>;
}

/** Two likenesses that say the same teach nobody to tell their concepts apart: by title, by rows, or by story. */
export function alikeRules(library: Library): Fault[] {
  const seen: Told[] = [];
  const byTitle = new Map<string, Told>();
  const byRow = new Map<string, number[]>();
  const byWord = new Map<string, number[]>();
  return library.entries.flatMap(told).flatMap((one): Fault[] => {
    const fault =
      titleFault(one, byTitle.get(one.title)) ?? rowFault(one, seen, byRow) ?? storyFault(one, seen, byWord);
    const place = seen.push(one) - 1;
    byTitle.set(one.title, one);
    for (const row of one.rows) note(byRow, row, place);
    for (const word of one.words) note(byWord, word, place);
    return fault ? [fault] : [];
  });
}

function told(entry: Located<Entry>): Told[] {
  return entry.value.likenesses.map(({ title, story, rows }, index) => ({
    entry,
    index,
    title: normalize(title),
    rows: new Set(rows.map((row) => normalize(row.likeness))),
    words: new Set(
      normalize(story)
        .split(' ')
        .filter((word) => word.length > 3),
    ),
  }));
}

function titleFault(one: Told, other: Told | undefined): Fault | undefined {
  return other && fault(one, 'title', `${other.entry.value.id} has a likeness of the same title.`);
}

function rowFault(one: Told, seen: readonly Told[], byRow: Map<string, number[]>): Fault | undefined {
  for (const [place, shared] of sharedWith(one.rows, byRow)) {
    const other = seen[place];
    if (other && shared / Math.min(one.rows.size, other.rows.size) >= SAME_ROWS)
      return fault(
        one,
        'rows',
        `${shared} of its rows are also in “${titleOf(other)}” of ${other.entry.value.id}.`,
      );
  }
  return undefined;
}

function storyFault(one: Told, seen: readonly Told[], byWord: Map<string, number[]>): Fault | undefined {
  if (one.words.size < LEAST_WORDS) return undefined;
  for (const [place, shared] of sharedWith(one.words, byWord)) {
    const other = seen[place];
    if (!other || other.words.size < LEAST_WORDS) continue;
    const share = shared / (one.words.size + other.words.size - shared);
    if (share >= SAME_WORDS)
      return fault(
        one,
        'story',
        `${Math.round(share * 100)}% of its words and those of “${titleOf(other)}” of ${other.entry.value.id} are the same.`,
      );
  }
  return undefined;
}

/** How much of a set each earlier likeness has too. */
function sharedWith(mine: ReadonlySet<string>, owners: Map<string, number[]>): Map<number, number> {
  const shared = new Map<number, number>();
  for (const one of mine)
    for (const place of owners.get(one) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1);
  return shared;
}

function note(owners: Map<string, number[]>, key: string, place: number): void {
  const there = owners.get(key);
  if (there) there.push(place);
  else owners.set(key, [place]);
}

function titleOf({ entry, index }: Told): string {
  return entry.value.likenesses[index]?.title ?? '';
}

function fault({ entry, index }: Told, field: 'title' | 'rows' | 'story', why: string): Fault {
  return entry.fault('S307', ['likenesses', index, field], why);
}
