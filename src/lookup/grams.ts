import type { Meter } from './meter.ts';

/** Runs of letters, and in which names they occur; finds the few names that share most of them with a text. */
export interface Grams {
  /** Places of names, the most alike first. Reads no more postings than the index was made to. */
  alike(text: string, most: number, meter: Meter): number[];
}

const LETTERS = 38;
const OTHER = 37;

/**
 * @param length 2 or 3 letters a run
 * @param budget the most postings that one call of `alike` reads
 */
export function createGrams(names: readonly string[], length: 2 | 3, budget: number): Grams {
  const kinds = LETTERS ** length;
  const starts = new Int32Array(kinds + 1);
  const sizes = new Uint8Array(names.length);
  for (const [place, name] of names.entries()) {
    const count = eachGram(name, length, (gram) => {
      starts[gram + 1] = (starts[gram + 1] ?? 0) + 1;
    });
    sizes[place] = Math.min(count, 255);
  }
  for (let gram = 0; gram < kinds; gram++) starts[gram + 1] = (starts[gram + 1] ?? 0) + (starts[gram] ?? 0);
  const postings = new Int32Array(starts[kinds] ?? 0);
  const free = starts.slice();
  for (const [place, name] of names.entries()) {
    eachGram(name, length, (gram) => {
      const at = free[gram] ?? 0;
      postings[at] = place;
      free[gram] = at + 1;
    });
  }
  const shared = new Uint8Array(names.length);

  return {
    alike(text, most, meter) {
      const asked: { gram: number; size: number }[] = [];
      const count = eachGram(text, length, (gram) => {
        const size = (starts[gram + 1] ?? 0) - (starts[gram] ?? 0);
        if (size > 0 && !asked.some((other) => other.gram === gram)) asked.push({ gram, size });
      });
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
        const worst = best[best.length - 1];
        if (best.length === most && worst && likeness <= worst.likeness) continue;
        if (best.length === most) best.pop();
        let at = best.length;
        while (at > 0 && likeness > (best[at - 1]?.likeness ?? 0)) at--;
        best.splice(at, 0, { place, likeness });
      }
      return best.map(({ place }) => place);
    },
  };
}

/** Calls back with each run of letters, the start and the end counting as letters; returns how many there are. */
function eachGram(name: string, length: number, found: (gram: number) => void): number {
  const kinds = LETTERS ** length;
  let gram = 0;
  let count = 0;
  for (let at = 0; at <= name.length; at++) {
    gram = (gram * LETTERS + (at === name.length ? 0 : codeOf(name.charCodeAt(at)))) % kinds;
    if (at + 2 < length) continue;
    found(gram);
    count++;
  }
  return count;
}

function codeOf(letter: number): number {
  if (letter >= 97 && letter <= 122) return letter - 96;
  if (letter >= 48 && letter <= 57) return letter - 21;
  return OTHER;
}
