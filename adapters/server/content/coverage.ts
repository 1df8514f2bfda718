import type { Library } from '../../../src/concepts/library.ts';
import { HIGHEST_GRADE, type Reading, readings } from '../../../src/concepts/rules/readability.ts';
import type { Entry } from '../../../src/concepts/schema.ts';

const kinds = ['recall', 'tell-apart', 'use'] as const;

/** How much there is of each topic, as a table, with totals. */
export function coverage(library: Library): string {
  const worlds = library.worlds.map(({ value }) => value.id);
  const grades = Map.groupBy(readings(library), ({ entry }) => entry.value.id);
  const row = (title: string, entries: readonly Entry[]): string[] => {
    const likenesses = entries.flatMap((entry) => entry.likenesses);
    const questions = entries.flatMap((entry) => entry.questions);
    const read = entries.flatMap((entry) => grades.get(entry.id) ?? []);
    return [
      title,
      ...[
        entries.length,
        likenesses.length,
        ...worlds.map((world) => count(likenesses, (one) => one.world === world)),
        questions.length,
        ...kinds.map((kind) => count(questions, (one) => one.kind === kind)),
        entries.reduce((sum, entry) => sum + entry.sources.length, 0),
      ].map(String),
      grade(read, 'summary'),
      grade(read, 'story'),
      grade(read, 'rows'),
    ];
  };
  const all = library.entries.map(({ value }) => value);
  const byTopic = Map.groupBy(all, (entry) => entry.topic);
  const rows = library.topics
    .flatMap(({ value }) => value)
    .map((topic) => row(topic.id, byTopic.get(topic.id) ?? []));
  const head = ['topic', 'concepts', 'likenesses', ...worlds, 'questions', ...kinds, 'sources'];
  return [
    table([[...head, 'summaries', 'stories', 'rows'], ...rows, row('all', all)]),
    `Reading grades are by Flesch-Kincaid: the middle one, and the highest after it. The highest allowed is ${HIGHEST_GRADE}.`,
  ].join('\n\n');
}

function count<T>(all: readonly T[], wanted: (one: T) => boolean): number {
  return all.filter(wanted).length;
}

/** The middle and the highest grade of one sort of text. */
function grade(all: readonly Reading[], what: Reading['what']): string {
  const grades = all
    .filter((one) => one.what === what)
    .map((one) => one.grade)
    .sort((one, other) => one - other);
  const middle = grades[Math.floor(grades.length / 2)];
  const highest = grades.at(-1);
  return middle === undefined || highest === undefined ? '' : `${middle.toFixed(1)}, ${highest.toFixed(1)}`;
}

/** Columns of equal width, in Markdown, so that it can be read here and pasted anywhere. */
function table([head = [], ...rows]: readonly string[][]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
