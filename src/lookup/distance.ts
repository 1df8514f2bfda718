/** How many slips lie between two words, each slip weighed by how easily it happens. */

const LONGEST = 64;
/** Costs are whole numbers, ten for a slip of full weight. */
const SLIP = 10;
const SWAPPED = 8;
const FAR = 1_000_000;
/** Character codes whose likeness is known. */
const CODES = 128;

interface Letters {
  codes: Uint16Array;
  drops: Uint8Array;
}

const row = () => new Int32Array(LONGEST + 2);
const rows = [row(), row(), row()] as const;
const letters = (): Letters => ({ codes: new Uint16Array(LONGEST), drops: new Uint8Array(LONGEST) });
const [first, second] = [letters(), letters()];

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
  const cost = new Uint8Array(CODES * CODES).fill(SLIP);
  const put = (a: string, b: string, value: number) => {
    const [x, y] = [a.charCodeAt(0), b.charCodeAt(0)];
    cost[x * CODES + y] = Math.min(value, cost[x * CODES + y] ?? SLIP);
    cost[y * CODES + x] = Math.min(value, cost[y * CODES + x] ?? SLIP);
  };
  for (const [index, row] of keyRows.entries()) {
    for (let at = 0; at < row.length; at++) {
      if (at + 1 < row.length) put(row.charAt(at), row.charAt(at + 1), 8);
      for (const below of (keyRows[index + 1] ?? '').slice(Math.max(0, at - 1), at + 1))
        put(row.charAt(at), below, 8);
    }
  }
  const digits = '0123456789';
  for (const digit of digits) {
    for (let other = 0; other < CODES; other++)
      cost[digit.charCodeAt(0) * CODES + other] = cost[other * CODES + digit.charCodeAt(0)] = 2 * SLIP;
  }
  for (const a of vowels) for (const b of vowels) if (a !== b) put(a, b, 7);
  for (const [a = '', b = ''] of soundsAlike) put(a, b, 5);
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

  read(a, start, rowsOfA, first);
  read(b, start, rowsOfB, second);

  // People seldom get the first letter wrong.
  const opening = start === 0 ? 3 : 0;
  const limit = most * SLIP;
  let [before, last, next]: readonly Int32Array[] = rows;
  let leastBefore = 0;
  last[0] = 0;
  for (let j = 0; j < rowsOfB; j++) last[j + 1] = (last[j] ?? 0) + (second.drops[j] ?? 0);
  for (let i = 1; i <= rowsOfA; i++) {
    const letter = first.codes[i - 1] ?? 0;
    const above = first.codes[i - 2] ?? 0;
    const drop = first.drops[i - 1] ?? 0;
    const from = Math.max(1, i - band);
    const to = Math.min(rowsOfB, i + band);
    let added = from > 1 ? FAR : (last[0] ?? 0) + drop;
    let diagonal = last[from - 1] ?? 0;
    let left = second.codes[from - 2] ?? 0;
    let least = added;
    next[from - 1] = added;
    for (let j = from; j <= to; j++) {
      const other = second.codes[j - 1] ?? 0;
      const up = last[j] ?? 0;
      let cost = diagonal;
      if (letter !== other) {
        cost += (letter | other) < CODES ? (swapCost[letter * CODES + other] ?? SLIP) : SLIP;
        if (i + j === 2) cost += opening;
        if (letter === left && other === above && i > 1 && j > 1)
          cost = Math.min(cost, (before[j - 2] ?? 0) + SWAPPED);
      }
      cost = Math.min(cost, up + drop, added + (second.drops[j - 1] ?? 0));
      next[j] = cost;
      if (cost < least) least = cost;
      added = cost;
      diagonal = up;
      left = other;
    }
    if (to < rowsOfB) next[to + 1] = FAR;
    // Swapped letters pass over a row.
    if (least > limit && leastBefore + SWAPPED > limit) return Number.POSITIVE_INFINITY;
    leastBefore = least;
    [before, last, next] = [last, next, before];
  }
  return (last[rowsOfB] ?? 0) / SLIP;
}

/** Writes down letters from a place on, and what each costs to leave out. */
function read(text: string, start: number, count: number, into: Letters): void {
  let before = start > 0 ? text.charCodeAt(start - 1) : 0;
  for (let at = 0; at < count; at++) {
    const letter = text.charCodeAt(start + at);
    into.codes[at] = letter;
    // A number is part of what a thing is called: "cloud9" is not "cloud".
    if (letter >= 48 && letter <= 57) into.drops[at] = 2 * SLIP;
    // A letter typed twice, or a double letter typed once, is the lightest slip.
    else if (letter === before) into.drops[at] = 5;
    else into.drops[at] = start + at === 0 ? 12 : SLIP;
    before = letter;
  }
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
