/** How many slips lie between two words, each slip weighed by how easily it happens. */

const LONGEST = 64;
const rows = [new Float64Array(LONGEST + 2), new Float64Array(LONGEST + 2), new Float64Array(LONGEST + 2)];

const keyRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const soundsAlike = [
  'ck',
  'sz',
  'cs',
  'iy',
  'fv',
  'gj',
  'kq',
  'td',
  'bp',
  'mn',
  'o0',
  'l1',
  'i1',
  's5',
  'e3',
  'uw',
  'zx',
];
const vowels = 'aeiouy';

/** What it costs to type the one letter for the other, by their character codes. */
const swapCost = (() => {
  const cost = new Float64Array(128 * 128).fill(1);
  const put = (a: string, b: string, value: number) => {
    const [x, y] = [a.charCodeAt(0), b.charCodeAt(0)];
    cost[x * 128 + y] = Math.min(value, cost[x * 128 + y] ?? 1);
    cost[y * 128 + x] = Math.min(value, cost[y * 128 + x] ?? 1);
  };
  for (const [index, row] of keyRows.entries()) {
    for (let at = 0; at < row.length; at++) {
      if (at + 1 < row.length) put(row.charAt(at), row.charAt(at + 1), 0.8);
      for (const below of (keyRows[index + 1] ?? '').slice(Math.max(0, at - 1), at + 1))
        put(row.charAt(at), below, 0.8);
    }
  }
  const digits = '0123456789';
  for (const digit of digits) {
    for (let other = 0; other < 128; other++)
      cost[digit.charCodeAt(0) * 128 + other] = cost[other * 128 + digit.charCodeAt(0)] = 2;
  }
  for (const a of vowels) for (const b of vowels) if (a !== b) put(a, b, 0.7);
  for (const [a = '', b = ''] of soundsAlike) put(a, b, 0.5);
  return cost;
})();

/**
 * The weighed slips (letters left out, put in, changed, or two swapped) between two texts of at most 64 letters each.
 * @returns Infinity once it is certain that they pass `most`
 */
export function slips(a: string, b: string, most: number): number {
  const [m, n] = [Math.min(a.length, LONGEST), Math.min(b.length, LONGEST)];
  if (Math.abs(m - n) * 0.5 > most) return Number.POSITIVE_INFINITY;
  let [before, last, next] = rows as [Float64Array, Float64Array, Float64Array];
  last[0] = 0;
  for (let j = 1; j <= n; j++) last[j] = (last[j - 1] ?? 0) + dropCost(b, j - 1);
  for (let i = 1; i <= m; i++) {
    const letter = a.charCodeAt(i - 1);
    const drop = dropCost(a, i - 1);
    next[0] = (last[0] ?? 0) + drop;
    let least = next[0];
    for (let j = 1; j <= n; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = (last[j - 1] ?? 0) + (letter === other ? 0 : swap(letter, other, i === 1 && j === 1));
      cost = Math.min(cost, (last[j] ?? 0) + drop, (next[j - 1] ?? 0) + dropCost(b, j - 1));
      if (
        i > 1 &&
        j > 1 &&
        letter !== other &&
        letter === b.charCodeAt(j - 2) &&
        other === a.charCodeAt(i - 2)
      ) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 0.8);
      }
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return Number.POSITIVE_INFINITY;
    [before, last, next] = [last, next, before];
  }
  return last[n] ?? 0;
}

/**
 * Whether all the slips stand together and leave next to nothing of a stretch of letters: then it is another word
 * ("cloudsearch" and "cloudwatch"), while slips of the hand lie apart.
 */
export function isOtherWord(a: string, b: string, slips: number): boolean {
  const least = Math.min(a.length, b.length);
  let start = 0;
  while (start < least && a[start] === b[start]) start++;
  let end = 0;
  while (end < least - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middle = Math.max(a.length, b.length) - start - end;
  return slips > 2.5 && slips / middle > 0.5;
}

function swap(a: number, b: number, first: boolean): number {
  const cost = a < 128 && b < 128 ? (swapCost[a * 128 + b] ?? 1) : 1;
  // People seldom get the first letter wrong.
  return first ? cost + 0.3 : cost;
}

/** A letter typed twice, or a double letter typed once, is the lightest slip. */
function dropCost(text: string, at: number): number {
  const letter = text.charCodeAt(at);
  // A number is part of what a thing is called: "cloud9" is not "cloud".
  if (letter >= 48 && letter <= 57) return 2;
  if (at > 0 && text.charCodeAt(at - 1) === letter) return 0.5;
  return at === 0 ? 1.2 : 1;
}
