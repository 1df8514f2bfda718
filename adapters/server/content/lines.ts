import { stripVTControlCharacters, styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Each word in its style by itself, so that no style runs on over the end of a line. */
export function styled(style: Style, text: string): string {
  return text.replace(/\S+/g, (word) => styleText(style, word));
}

/** How many columns a text takes, its styles aside. */
export function widthOf(text: string): number {
  return stripVTControlCharacters(text).replace(/\u2060/g, '').length;
}

/** Text broken between words; what follows the first line is indented to stand below its text. */
export function wrap(text: string, width: number, indent = 0): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
        lines.push(line);
        line = ' '.repeat(indent) + word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line];
  });
}

/** Cells beside each other with a rule between them, each wrapped to its column. */
export function grid(rows: readonly (readonly string[])[], width: number): string[] {
  const columns = Math.max(...rows.map((row) => row.length));
  const each = Math.floor((width - 3 * (columns - 1)) / columns);
  const fill = (text: string) => text + ' '.repeat(Math.max(0, each - widthOf(text)));
  const rule = Array.from({ length: columns }, () => '─'.repeat(each)).join('─┼─');
  return rows.flatMap((row, index) => {
    const cells = row.map((cell) => wrap(cell, each));
    const height = Math.max(...cells.map((cell) => cell.length));
    const lines = Array.from({ length: height }, (_, at) =>
      cells.map((cell) => fill(cell[at] ?? '')).join(' │ '),
    );
    return index === 0 ? lines : [rule, ...lines];
  });
}
