import { lazily } from '../lazily.ts';

/** Letters of other scripts that are drawn like Latin ones, and Latin letters that no decomposition reaches. */
const lookAlikes = lazily(
  () =>
    new Map(
      Object.entries({
        a: 'аαɑᴀ',
        b: 'ьвβʙ',
        c: 'сϲᴄ',
        d: 'ԁđᴅ',
        e: 'еεєᴇ',
        f: 'ꜰ',
        g: 'ɡԍɢ',
        h: 'һнʜհ',
        i: 'іιıɪ',
        j: 'јᴊ',
        k: 'кκᴋ',
        l: 'ӏłʟ',
        m: 'мᴍ',
        n: 'пηոɴ',
        o: 'оοσօøᴏ',
        p: 'рρᴘ',
        q: 'ԛզ',
        r: 'гʀ',
        s: 'ѕꜱ',
        t: 'тτᴛ',
        u: 'υսμᴜ',
        v: 'νѵᴠ',
        w: 'ԝωшᴡ',
        x: 'хχ',
        y: 'уγүʏ',
        z: 'ᴢ',
        ss: 'ß',
        ae: 'æ',
        oe: 'œ',
      }).flatMap(([latin, others]) => [...others].map((other): [string, string] => [other, latin])),
    ),
);

const beyondAscii = /[\u0080-\uffff]/;

/** The form in which names are compared: lower case, no accents, single spaces, hyphens and signs as spaces. */
export function normalize(text: string): string {
  if (isAscii(text))
    return text
      .toLowerCase()
      .replace(/['`]/g, '')
      .replace(/[^a-z0-9+#]+/g, ' ')
      .trim();
  return fold(text)
    .replace(/['’`´]/g, '')
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();
}

/** Lower case and Latin letters, as far as letters are only drawn differently; signs and spaces stay. */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  // Format signs (zero-width joiners, direction marks) are invisible, so nobody means them.
  const plain = text
    .toWellFormed()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();
  let latin = '';
  for (const letter of plain) latin += lookAlikes().get(letter) ?? letter;
  return latin;
}

function isAscii(text: string): boolean {
  return !beyondAscii.test(text);
}
