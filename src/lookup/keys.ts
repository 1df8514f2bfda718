/** The forms of a name under which it is found although it is written differently. */

/** A longer run of letters is no acronym. */
export const LONGEST_ACRONYM = 8;

const vendors = new Set(['amazon', 'aws']);
const fillers = new Set(['a', 'an', 'the', 'of', 'for', 'and', 'as', 'in', 'on', 'to', 'with', 'by']);

/** The same for "pod" and "pods". It need not be a real word: it is only compared with itself. */
export function singular(word: string): string {
  const end = word.length - 1;
  if (end < 3 || word.charAt(end) !== 's') return word;
  const before = word.charAt(end - 1);
  if (before === 's' || before === 'u' || before === 'i') return word;
  if (before !== 'e') return word.slice(0, -1);
  if (word.charAt(end - 2) === 'i' && end > 3) return `${word.slice(0, -3)}y`;
  return /(x|ch|sh|ss)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/** Without spaces, every word in the singular: the same for "load-balancers" and "loadbalancer". */
export function squashed(words: readonly string[]): string {
  return words.map(singular).join('');
}

/** The same for the same words in any order, small words and the vendor's name left out. */
export function shuffled(words: readonly string[]): string {
  const kept = words.filter((word) => !fillers.has(word) && !vendors.has(word)).map(singular);
  return kept.length < 2 ? '' : kept.sort().join(' ');
}

/** The words without the vendor's name at either end. */
export function withoutVendor(words: readonly string[]): readonly string[] {
  let [from, to] = [0, words.length];
  if (!isVendor(words[0] ?? '') && !isVendor(words[to - 1] ?? '')) return words;
  while (from < to && vendors.has(words[from] ?? '')) from++;
  while (to > from && vendors.has(words[to - 1] ?? '')) to--;
  if (to - from > 1 && /^(on|in|from|by)$/.test(words[to - 1] ?? '') && to < words.length) to--;
  return words.slice(from, to);
}

/** First letters, with and without the small words: "software as a service" gives "saas" and "ss". */
export function initials(words: readonly string[]): string[] {
  const all = words.map((word) => word[0] ?? '').join('');
  const main = words
    .filter((word) => !fillers.has(word))
    .map((word) => word[0] ?? '')
    .join('');
  return all === main ? [main] : [main, all];
}

/** How it sounds, roughly, in English: the same for "kubernetes" and "kubernetis". */
export function sound(letters: string): string {
  let spoken = '';
  let last = '';
  for (let at = 0; at < letters.length; at++) {
    const letter = letters.charAt(at);
    const next = letters.charAt(at + 1);
    let heard = heardAs[letter] ?? letter;
    if (letter === 'c' && (next === 'e' || next === 'i' || next === 'y')) heard = 's';
    else if (next === 'h' && (letter === 'p' || letter === 'c' || letter === 's')) {
      heard = letter === 'p' ? 'f' : 'k';
      at++;
    } else if ((letter === 's' || letter === 't') && letters.startsWith('ion', at + 1)) heard = 'x';
    else if ((letter === 'c' || letter === 't') && letters.startsWith('ian', at + 1)) heard = 'x';
    else if (letter === 'm' && next === 'b') at++;
    else if (letter === 'd' && next === 'g') {
      heard = 'j';
      at++;
    } else if (at === 0 && next === 'n' && (letter === 'k' || letter === 'g' || letter === 'p')) heard = '';
    else if (at === 0 && letter === 'w' && next === 'r') heard = '';
    // Vowels inside a word are what people get wrong most; of them only the first letter counts.
    const silent = heard === '' || (at > 0 && 'aeiouhwy'.includes(letter));
    if (silent || heard === last) continue;
    spoken += heard;
    last = heard;
  }
  return spoken;
}

const heardAs: Readonly<Record<string, string>> = { c: 'k', q: 'k', z: 's', y: 'i' };

export function isVendor(word: string): boolean {
  return vendors.has(word);
}

export function isFiller(word: string): boolean {
  return fillers.has(word);
}
