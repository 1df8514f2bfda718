/** The forms of a name under which it is found although it is written differently. */

const vendors = new Set(['amazon', 'aws']);
const fillers = new Set(['a', 'an', 'the', 'of', 'for', 'and', 'as', 'in', 'on', 'to', 'with', 'by']);

/** The same for "pod" and "pods". It need not be a real word: it is only compared with itself. */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(x|ch|sh|ss)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
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
export function sound(squash: string): string {
  const spoken = squash
    .replace(/^(kn|gn|pn)/, 'n')
    .replace(/^wr/, 'r')
    .replace(/mb/g, 'm')
    .replace(/ph/g, 'f')
    .replace(/[cs]h/g, 'k')
    .replace(/[st]ion/g, 'xn')
    .replace(/[ct]ian/g, 'xn')
    .replace(/gh(?=[t]|$)/g, '')
    .replace(/dg/g, 'j')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/qu?/g, 'k')
    .replace(/c/g, 'k')
    .replace(/z/g, 's')
    .replace(/(?!^)[hw]/g, '')
    .replace(/y/g, 'i')
    .replace(/(.)\1+/g, '$1');
  return (
    (spoken[0] ?? '') +
    spoken
      .slice(1)
      .replace(/[aeiou]/g, '')
      .replace(/(.)\1+/g, '$1')
  );
}

export function isVendor(word: string): boolean {
  return vendors.has(word);
}
