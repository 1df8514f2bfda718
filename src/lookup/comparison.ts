import { asking, inProducts } from './english.ts';
import { isLoose } from './everyday.ts';
import type { Mention } from './sentence.ts';
import type { Question } from './words.ts';

/** What stands between the things compared. */
const between = new Set([
  'vs',
  'versus',
  'v',
  'or',
  'and',
  'than',
  'against',
  'instead',
  'over',
  'rather',
  'compared',
  'plus',
  '+',
]);
/** What says that things are compared, beside standing between them. */
const comparing = new Set([
  'vs',
  'versus',
  'or',
  'than',
  'difference',
  'differences',
  'different',
  'differ',
  'differs',
  'diff',
  'dif',
  'compare',
  'compared',
  'comparing',
  'comparison',
  'better',
  'instead',
  'rather',
  'against',
  'choose',
  'prefer',
  'between',
  'distinguish',
  'differentiate',
  'relate',
  'same',
  'pick',
]);
/** Words that end a part where a comparison was announced: "compare ecs with eks", "how is ecs different from eks". */
const joining = new Set(['with', 'to', 'from', 'between']);

const articles = new Set(['a', 'an', 'the']);

/** The most things that are compared at once. */
const MOST = 4;

export interface Parts {
  /** From a word to the place after the last one. */
  ranges: readonly (readonly [number, number])[];
  /** Whether the wording says that it compares, so that a part not known is still a part. */
  announced: boolean;
}

/** Takes a comparison apart; undefined where nothing in the wording compares. */
export function partsOf(question: Question, mentions: readonly Mention[]): Parts | undefined {
  const { words, parted } = question;
  const inside = (at: number) => mentions.some((mention) => mention.from < at && at < mention.to);
  const named = (at: number) => mentions.some((mention) => mention.from <= at && at < mention.to);
  const announced = words.some((word, at) => comparing.has(word) && !named(at));
  const ranges: (readonly [number, number])[] = [];
  // What stands before "between" only says what is asked of the parts.
  const opened = words.findIndex((word, at) => word === 'between' && !named(at));
  let from = opened + 1;
  const close = (to: number) => {
    const range = trim(words, from, to);
    if (range) ranges.push(range);
  };
  for (const [at, word] of words.entries()) {
    if (at <= opened) continue;
    const separates = !named(at) && (between.has(word) || (announced && joining.has(word)));
    if (!separates && !(parted[at] && !inside(at))) continue;
    close(at);
    from = separates ? at + 1 : at;
  }
  close(words.length);
  // Without a word that compares, only a plain list is a comparison: "iaas, paas and saas".
  const start = ranges[0]?.[0] ?? 0;
  const listed = words
    .slice(start)
    .every((word, at) => named(start + at) || between.has(word) || articles.has(word));
  if (!announced && !listed) return undefined;
  return ranges.length < 2 ? undefined : { ranges: ranges.slice(0, MOST), announced };

  function trim(all: readonly string[], start: number, end: number): readonly [number, number] | undefined {
    const asks = (at: number) => !named(at) && (asking.has(all[at] ?? '') || comparing.has(all[at] ?? ''));
    const [first, last] = without(start, end, asks);
    // "horizontal" says nothing of its own, but beside "vertical scaling" it is all that its part has.
    const spare = without(
      first,
      last,
      (at) => asks(at) || (!named(at) && isLoose(all[at] ?? '') && !inProducts.has(all[at] ?? '')),
    );
    return spare[0] < spare[1] ? spare : first < last ? [first, last] : undefined;
  }

  function without(start: number, end: number, spare: (at: number) => boolean): readonly [number, number] {
    let [first, last] = [start, end];
    while (first < last && spare(first)) first++;
    while (last > first && spare(last - 1)) last--;
    return [first, last];
  }
}
