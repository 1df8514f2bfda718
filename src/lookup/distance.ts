/** How many slips lie between two words, each slip weighed by how easily it happens. */

const LONGEST = 64;
const row = () => new Float64Array(LONGEST + 2);
const rows: [Float64Array, Float64Array, Float64Array] = [row(), row(), row()];

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
 * @returns Infinity where they pass `most`, which is also where one text is longer than the other by more than that
 */
export function slips(a: string, b: string, most: number): number {
  const [m, n] = [Math.min(a.length, LONGEST), Math.min(b.length, LONGEST)];
  const band = Math.ceil(most) + 1;
  if (Math.abs(m - n) > band) return Number.POSITIVE_INFINITY;
  // What is the same at both ends costs nothing; one letter of it stays, because letters may have swapped with it.
  let start = 0;
  while (start < m && start < n && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  if (start === m && start === n) return 0;
  start = Math.max(0, start - 1);
  let end = 0;
  while (
    m - end - 1 > start &&
    n - end - 1 > start &&
    a.charCodeAt(m - end - 1) === b.charCodeAt(n - end - 1)
  )
    end++;
  end = Math.max(0, end - 1);
  const [rowsOfA, rowsOfB] = [m - end - start, n - end - start];

  let [before, last, next] = rows;
  last[0] = 0;
  for (let j = 1; j <= rowsOfB; j++) last[j] = (last[j - 1] ?? 0) + dropCost(b, start + j - 1);
  for (let i = 1; i <= rowsOfA; i++) {
    const letter = a.charCodeAt(start + i - 1);
    const drop = dropCost(a, start + i - 1);
    next[0] = (last[0] ?? 0) + drop;
    const from = Math.max(1, i - band);
    const to = Math.min(rowsOfB, i + band);
    if (from > 1) next[from - 1] = Number.POSITIVE_INFINITY;
    let least = next[0];
    for (let j = from; j <= to; j++) {
      const other = b.charCodeAt(start + j - 1);
      let cost = last[j - 1] ?? 0;
      if (letter !== other) cost += swap(letter, other, start + i === 1 && start + j === 1);
      const dropped = (last[j] ?? 0) + drop;
      if (dropped < cost) cost = dropped;
      const added = (next[j - 1] ?? 0) + dropCost(b, start + j - 1);
      if (added < cost) cost = added;
      if (i > 1 && j > 1 && letter !== other && letter === b.charCodeAt(start + j - 2)) {
        const swapped = (before[j - 2] ?? 0) + 0.8;
        if (other === a.charCodeAt(start + i - 2) && swapped < cost) cost = swapped;
      }
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (to < rowsOfB) next[to + 1] = Number.POSITIVE_INFINITY;
    if (least > most) return Number.POSITIVE_INFINITY;
    [before, last, next] = [last, next, before];
  }
  return last[rowsOfB] ?? 0;
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
