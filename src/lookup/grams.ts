import type { Meter } from './meter.ts';

/** Runs of letters, and in which names they occur; finds the few names that share most of them with a text. */
export interface Grams {
  /** Places of names, the most alike first. Reads no more postings than the index was made to. */
  alike(text: string, most: number, meter: Meter): number[];
}

const LETTERS = 38;
const OTHER = 37;
/** The part of its runs that a text must share with a name. */
const LEAST_SHARED = 0.32;
/** What shares less than this part of what the best one shares is nothing beside it. */
const KEPT = 0.6;
/** Letters of a name beyond this many are not looked at. */
const MOST_GRAMS = 64;

/**
 * @param length 2 or 3 letters a run
 * @param budget the most postings that one call of `alike` reads
 */
export function createGrams(names: readonly string[], length: 2 | 3, budget: number): Grams {
  // A small catalog has a small table; that two runs may share a place in it costs a candidate or two.
  const kinds = Math.min(LETTERS ** length, 2 ** Math.ceil(Math.log2(names.length * 4 + 64)));
  const starts = new Int32Array(kinds + 1);
  const sizes = new Uint8Array(names.length);
  const grams = new Int32Array(MOST_GRAMS);
  let letters = 0;
  for (const name of names) letters += Math.min(name.length, MOST_GRAMS) + 1;
  const inOrder = new Int32Array(letters);
  let total = 0;
  for (let place = 0; place < names.length; place++) {
    const count = gramsOf(names[place] ?? '', length, kinds, grams);
    sizes[place] = count;
    for (let at = 0; at < count; at++) {
      const gram = grams[at] ?? 0;
      inOrder[total++] = gram;
      starts[gram + 1] = (starts[gram + 1] ?? 0) + 1;
    }
  }
  for (let gram = 0; gram < kinds; gram++) starts[gram + 1] = (starts[gram + 1] ?? 0) + (starts[gram] ?? 0);
  const postings = new Int32Array(total);
  const free = starts.slice();
  for (let place = 0, at = 0; place < names.length; place++) {
    for (const end = at + (sizes[place] ?? 0); at < end; at++) {
      const gram = inOrder[at] ?? 0;
      const to = free[gram] ?? 0;
      postings[to] = place;
      free[gram] = to + 1;
    }
  }
  const shared = new Uint8Array(names.length);

  return {
    alike(text, most, meter) {
      const asked: { gram: number; size: number }[] = [];
      const count = gramsOf(text, length, kinds, grams);
      for (let at = 0; at < count; at++) {
        const gram = grams[at] ?? 0;
        const size = (starts[gram + 1] ?? 0) - (starts[gram] ?? 0);
        if (size > 0 && grams.indexOf(gram) === at) asked.push({ gram, size });
      }
      // The rarest runs tell most, and cost least.
      asked.sort((a, b) => a.size - b.size);
      const touched: number[] = [];
      let left = budget;
      for (const { gram, size } of asked) {
        const from = starts[gram] ?? 0;
        const to = from + Math.min(size, left);
        for (let at = from; at < to; at++) {
          const place = postings[at] ?? 0;
          if (shared[place] === 0) touched.push(place);
          shared[place] = (shared[place] ?? 0) + 1;
        }
        left -= to - from;
        if (left <= 0) break;
      }
      meter.steps += budget - left;
      const best: { place: number; likeness: number }[] = [];
      for (const place of touched) {
        const likeness = (2 * (shared[place] ?? 0)) / (count + (sizes[place] ?? 0));
        shared[place] = 0;
        if (likeness < LEAST_SHARED) continue;
        const worst = best[best.length - 1];
        if (best.length === most && worst && likeness <= worst.likeness) continue;
        if (best.length === most) best.pop();
        let at = best.length;
        while (at > 0 && likeness > (best[at - 1]?.likeness ?? 0)) at--;
        best.splice(at, 0, { place, likeness });
      }
      const near = KEPT * (best[0]?.likeness ?? 0);
      return best.filter(({ likeness }) => likeness >= near).map(({ place }) => place);
    },
  };
}

/** Writes each run of letters into `into`, the start and the end counting as letters; returns how many there are. */
function gramsOf(name: string, length: number, kinds: number, into: Int32Array): number {
  const all = LETTERS ** length;
  const end = Math.min(name.length, MOST_GRAMS - 1);
  let gram = 0;
  let count = 0;
  for (let at = 0; at <= end; at++) {
    gram = (gram * LETTERS + (at === end ? 0 : codeOf(name.charCodeAt(at)))) % all;
    if (at + 2 < length) continue;
    into[count] = gram % kinds;
    count++;
  }
  return count;
}

function codeOf(letter: number): number {
  if (letter >= 97 && letter <= 122) return letter - 96;
  if (letter >= 48 && letter <= 57) return letter - 21;
  return OTHER;
}
