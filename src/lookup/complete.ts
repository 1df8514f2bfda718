import type { Catalog } from '../concepts/catalog.ts';
import type { Misspelt } from './alike.ts';
import { isVendor } from './keys.ts';
import type { Lookup } from './lookup.ts';
import type { Meter } from './meter.ts';
import { normalize } from './normalize.ts';
import { readQuestion } from './words.ts';

/** Names looked at for one text: the bound where a letter begins half the names there are. */
const LOOKED_AT = 512;

/** Where a text that is typed can stand, the best first. */
const tiers = ['typed', 'title', 'name', 'inside'] as const;
type Tier = (typeof tiers)[number];

/** A name from one of its words on. */
interface Start {
  text: string;
  concept: number;
  tier: Tier;
  /** The whole name, and not what follows one of its words. */
  whole: boolean;
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
    const found = new Set<number>();
    const places: Record<Tier, number[]> = { typed: [], title: [], name: [], inside: [] };
    const from = firstFrom(starts, typed);
    for (let at = from; at < Math.min(starts.length, from + LOOKED_AT); at++) {
      const start = starts[at];
      if (!start?.text.startsWith(typed)) break;
      meter.steps++;
      // A name that is typed to its end comes first, whichever comes first in learning order.
      places[start.text === typed && start.whole ? 'typed' : start.tier].push(start.concept);
    }
    for (const tier of tiers) for (const place of places[tier].sort((a, b) => a - b)) found.add(place);
    if (found.size < most && typed.length > 2) {
      for (const alike of misspelt.find(words, true, meter)) found.add(alike.concept);
    }
    return ids(found);
  };
}

function startsOf(catalog: Catalog): Start[] {
  const starts: Start[] = [];
  for (const [concept, entry] of catalog.concepts.entries()) {
    const title = normalize(entry.title);
    for (const name of new Set([
      title,
      ...[...entry.names, ...entry.sharedNames, ...entry.weakNames].map(normalize),
    ])) {
      // Who types "deploy" may be typing "deployment": to be there already would be to fall back with the next letter.
      if (name !== title && title.startsWith(name)) continue;
      const tier = name === title ? 'title' : 'name';
      starts.push({ text: name, concept, tier, whole: true });
      for (let at = name.indexOf(' '); at >= 0; at = name.indexOf(' ', at + 1)) {
        // Nobody starts with the vendor's name: what follows it counts as the start.
        const afterVendor = isVendor(name.slice(0, at));
        starts.push({ text: name.slice(at + 1), concept, tier: afterVendor ? tier : 'inside', whole: false });
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
