import type { Fault } from '../fault.ts';
import type { Library } from '../library.ts';
import { parseMarkdown } from '../markdown.ts';
import type { Located } from '../read.ts';
import type { Entry } from '../schema.ts';

/** Words that tell a reader it should have been easy, and words that sell. */
const UNWELCOME =
  /\b(simply|just|easy|easily|obviously|of course|basically|trivial|powerful|seamless(?:ly)?|robust|leverage|cutting-edge|world-class|blazing)\b/i;

const DAYS_UNTIL_STALE = 365;

/** Form and voice of the prose. */
export function textRules(library: Library, today: string): Fault[] {
  return library.entries.flatMap((entry) => [
    ...markdownFaults(entry),
    ...plainFaults(entry),
    ...voiceDoubts(entry),
    ...staleDoubts(entry, today),
  ]);
}

type Place = (string | number)[];

function markdownFaults(entry: Located<Entry>): Fault[] {
  const texts: [Place, string][] = [
    [['explanation'], entry.value.explanation],
    ...entry.value.likenesses.map((likeness, index): [Place, string] => [
      ['likenesses', index, 'story'],
      likeness.story,
    ]),
  ];
  return texts.flatMap(([at, text]) =>
    parseMarkdown(text).problems.map((problem) =>
      entry.fault(
        'S006',
        at,
        `Line ${problem.line} of this text has what cannot be shown: ${problem.what}.`,
        problem.line,
      ),
    ),
  );
}

function plainFaults(entry: Located<Entry>): Fault[] {
  return prose(entry.value)
    .filter(([at, text]) => !isMarkdown(at) && /\*\*|`|\]\(|^#|<\/?[a-z]+>/.test(text))
    .map(([at]) => entry.fault('S007', at, 'Markdown does not work in this field.'));
}

function voiceDoubts(entry: Located<Entry>): Fault[] {
  return prose(entry.value).flatMap(([at, text]) => {
    const word = UNWELCOME.exec(text)?.[0];
    return word ? [entry.fault('S401', at, `"${word}" tells the reader how to feel about it.`)] : [];
  });
}

function staleDoubts(entry: Located<Entry>, today: string): Fault[] {
  return entry.value.sources.flatMap((source, index) => {
    const days = (Date.parse(today) - Date.parse(source.checked)) / 86_400_000;
    if (days < 0)
      return [entry.fault('S402', ['sources', index, 'checked'], `${source.checked} is still to come.`)];
    return days > DAYS_UNTIL_STALE
      ? [entry.fault('S402', ['sources', index, 'checked'], `Last read ${Math.round(days)} days ago.`)]
      : [];
  });
}

function isMarkdown(at: Place): boolean {
  return at[0] === 'explanation' || at.at(-1) === 'story';
}

/** Every sentence that people read, with its place. */
export function prose(value: unknown, at: Place = []): [Place, string][] {
  if (typeof value === 'string')
    return NAMES.has(String(at[0])) || KEYS.has(String(at.at(-1))) ? [] : [[at, value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => prose(item, [...at, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => prose(item, [...at, key]));
}

const NAMES = new Set([
  'id',
  'formerly',
  'title',
  'names',
  'sharedNames',
  'weakNames',
  'descriptions',
  'topic',
  'requires',
]);

/** Fields that hold keys and words of the schema, wherever they stand. */
const KEYS = new Set(['id', 'concept', 'world', 'kind', 'level', 'answer', 'url', 'checked']);
