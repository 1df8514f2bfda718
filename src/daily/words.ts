import type { Catalog } from '../concepts/catalog.ts';
import { readDays, readTime, readTopics, readZone } from './read.ts';

/** What was asked for, as far as it was said. */
export interface Wishes {
  time?: number;
  zone?: string;
  weekdays?: number[];
  topics?: string[];
}

/** The longest time, zone, list of days or list of topics, in words. */
const LONGEST = 12;

/**
 * Reads "9:30 Europe/Berlin mon-fri containers, security" in whichever order it was written.
 * @returns the first piece that is none of these as `odd`
 */
export function readWishes(text: string, catalog: Catalog): { wishes: Wishes; odd?: string } {
  const words = text.split(/\s+/).filter(Boolean).slice(0, 60);
  const wishes: Wishes = {};
  let index = 0;
  while (index < words.length) {
    const taken = takeFrom(words.slice(index, index + LONGEST), wishes, catalog);
    if (taken === 0) {
      // Small words between the pieces.
      if (!/^(at|in|on|about)$/i.test(words[index] ?? '')) return { wishes, odd: words[index] ?? '' };
    }
    index += Math.max(1, taken);
  }
  return { wishes };
}

/** Takes the longest piece at the beginning that means something not said yet. @returns how many words it has */
function takeFrom(words: readonly string[], wishes: Wishes, catalog: Catalog): number {
  for (let count = words.length; count > 0; count -= 1) {
    const piece = words.slice(0, count).join(' ');
    const wish = readWish(piece.replace(/,$/, ''), catalog);
    const [name] = Object.keys(wish);
    if (name === undefined || name in wishes) continue;
    Object.assign(wishes, wish);
    return count;
  }
  return 0;
}

function readWish(piece: string, catalog: Catalog): Wishes {
  const time = readTime(piece);
  if (time !== undefined) return { time };
  const weekdays = readDays(piece);
  if (weekdays) return { weekdays };
  const topics = readTopics(piece, catalog);
  if (topics) return { topics };
  const zone = readZone(piece);
  return zone === undefined ? {} : { zone };
}
