import type { Inline } from '../runs.ts';

/** Names by id, of people and channels. */
export type Names = Readonly<Record<string, string>>;

/** A block of Discord's Markdown. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; inside: readonly Inline[] }
  | { kind: 'small' | 'quote' | 'line'; inside: readonly Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'item'; level: number; number?: number; inside: readonly Inline[] };

/** Discord's Markdown, line by line (support.discord.com/hc/en-us/articles/210298617). */
export function readMarkdown(text: string, names: Names): Block[] {
  return text.split(/```(?:[\w+-]*\n)?([\s\S]*?)```/).flatMap((piece, index): Block[] => {
    if (index % 2 === 1) return [{ kind: 'code', text: piece.replace(/\n$/, '') }];
    const lines = piece.split('\n');
    // What stands right before and after a block of code is on lines of its own.
    if (index > 0 && lines[0] === '') lines.shift();
    if (lines.length > 1 && lines.at(-1) === '') lines.pop();
    return lines.map((line) => readLine(line, names));
  });
}

function readLine(line: string, names: Names): Block {
  const [, marks, heading] = /^(#{1,3}) +(.*)$/.exec(line) ?? [];
  if (marks !== undefined && heading !== undefined) {
    const level = marks.length === 1 ? 1 : marks.length === 2 ? 2 : 3;
    return { kind: 'heading', level, inside: readInline(heading, names) };
  }
  const small = /^-# +(.*)$/.exec(line)?.[1];
  if (small !== undefined) return { kind: 'small', inside: readInline(small, names) };
  const quote = /^> (.*)$/.exec(line)?.[1];
  if (quote !== undefined) return { kind: 'quote', inside: readInline(quote, names) };
  const [, indent, number, item] = /^( *)(?:[-*]|(\d+)\.) +(.*)$/.exec(line) ?? [];
  if (indent !== undefined && item !== undefined) {
    const level = Math.min(Math.floor(indent.length / 2), 4);
    return {
      kind: 'item',
      level,
      ...(number ? { number: Number(number) } : {}),
      inside: readInline(item, names),
    };
  }
  return { kind: 'line', inside: readInline(line, names) };
}

/** Any text in which a mark may be escaped. */
const inner = '((?:\\\\.|[^\\\\])+?)';
const MARK = new RegExp(
  [
    String.raw`\\([^a-zA-Z0-9\s])`,
    '`([^`\\n]+)`',
    String.raw`\[((?:\\.|[^\]\\\n])+)\]\(<?(https?:[^\s<>)]+)>?\)`,
    String.raw`<(https?:[^\s<>]+)>`,
    String.raw`(https?:\/\/[^\s<>()]+)`,
    String.raw`<(@!?|@&|#)(\d+)>`,
    String.raw`<\/([^:<>\n]+):\d+>`,
    String.raw`<t:(-?\d{1,13})(?::([tTdDfFR]))?>`,
    String.raw`\*\*${inner}\*\*`,
    `__${inner}__`,
    `~~${inner}~~`,
    String.raw`\|\|${inner}\|\|`,
    String.raw`\*(?!\s)${inner}\*`,
    String.raw`(?<!\w)_(?!\s)${inner}_(?!\w)`,
  ].join('|'),
  'gu',
);

function readInline(text: string, names: Names): Inline[] {
  const runs: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > from) runs.push(text.slice(from, match.index));
    from = match.index + match[0].length;
    runs.push(readMark(match, names));
  }
  if (from < text.length) runs.push(text.slice(from));
  return runs;
}

function readMark(match: RegExpExecArray, names: Names): Inline {
  const [whole, escaped, code, label, target, angle, bare, sign, id, command, time, form] = match;
  const [bold, underline, strike, spoiler, italic, alsoItalic] = match.slice(12);
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return { kind: 'code', text: code };
  if (label !== undefined && target !== undefined)
    return { kind: 'link', url: target, inside: readInline(label, names) };
  const url = angle ?? bare;
  if (url !== undefined) return { kind: 'link', url, inside: [url] };
  if (id !== undefined) return mention(`${sign === '#' ? '#' : '@'}${names[id] ?? id}`);
  if (command !== undefined) return mention(`/${command}`);
  if (time !== undefined) return timeOf(Number(time) * 1000, form);
  const styles = { bold, underline, strike, spoiler, italic: italic ?? alsoItalic } as const;
  for (const kind of ['bold', 'underline', 'strike', 'spoiler', 'italic'] as const) {
    const inside = styles[kind];
    if (inside !== undefined) return { kind, inside: readInline(inside, names) };
  }
  return whole;
}

function mention(words: string): Inline {
  return { kind: 'mention', inside: [words] };
}

function timeOf(at: number, form = 'f'): string {
  const date = new Date(at);
  if (form === 't' || form === 'T')
    return date.toLocaleTimeString('en-GB', { timeStyle: form === 't' ? 'short' : 'medium' });
  if (form === 'd' || form === 'D')
    return date.toLocaleDateString('en-GB', { dateStyle: form === 'd' ? 'short' : 'long' });
  return date.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' });
}
