import type { Catalog } from '../concepts/catalog.ts';
import type { Misspelt } from './alike.ts';
import type { Lookup } from './lookup.ts';
import type { Meter } from './meter.ts';
import { normalize } from './normalize.ts';
import { readQuestion } from './words.ts';

/** Names looked at for one text: the bound where a letter begins half the names there are. */
const LOOKED_AT = 512;

/** A name from one of its words on; the whole name where that is its first. */
interface Start {
  text: string;
  concept: number;
  inner: boolean;
}

/** Completes names as they are typed: names that start so, then names with a word that starts so, then slips. */
export function createComplete(catalog: Catalog, misspelt: Misspelt, meter: Meter): Lookup['complete'] {
  let starts: Start[] | undefined;

  return (text, most) => {
    const { words } = readQuestion(text);
    const typed = words.join(' ');
    const ids = (places: Iterable<number>) =>
      [...places].slice(0, most).flatMap((place) => catalog.concepts[place]?.id ?? []);
    if (typed === '') return ids(catalog.concepts.keys());
    starts ??= startsOf(catalog);
    const tiers: [Set<number>, Set<number>] = [new Set(), new Set()];
    const from = firstFrom(starts, typed);
    for (let at = from; at < Math.min(starts.length, from + LOOKED_AT); at++) {
      const start = starts[at];
      if (!start?.text.startsWith(typed)) break;
      meter.steps++;
      // A name that is typed to its end comes first, whichever comes first in learning order.
      if (start.text === typed && !start.inner) tiers[0].add(start.concept - catalog.concepts.length);
      else tiers[start.inner ? 1 : 0].add(start.concept);
    }
    const found = new Set<number>();
    for (const tier of tiers) {
      for (const place of [...tier].sort((a, b) => a - b))
        found.add(place < 0 ? place + catalog.concepts.length : place);
    }
    if (found.size < most && typed.length > 2) {
      for (const alike of misspelt.find(words, true, meter)) found.add(alike.concept);
    }
    return ids(found);
  };
}

function startsOf(catalog: Catalog): Start[] {
  const starts: Start[] = [];
  for (const [concept, entry] of catalog.concepts.entries()) {
    for (const name of new Set(
      [entry.title, ...entry.names, ...entry.sharedNames, ...entry.weakNames].map(normalize),
    )) {
      starts.push({ text: name, concept, inner: false });
      for (let at = name.indexOf(' '); at >= 0; at = name.indexOf(' ', at + 1)) {
        const vendor = at === name.indexOf(' ') && /^(aws|amazon) /.test(name);
        starts.push({ text: name.slice(at + 1), concept, inner: !vendor });
      }
    }
  }
  return starts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.concept - b.concept));
}

function firstFrom(starts: readonly Start[], text: string): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.text ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
