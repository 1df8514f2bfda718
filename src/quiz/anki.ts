import type { Question } from './question.ts';

/**
 * Questions in Anki's text format, one card a line. It is read by File > Import, needs no file and no library, and can
 * be copied out of a private message. https://docs.ankiweb.net/importing/text-files.html
 * @param most characters of one piece: pieces can be imported one after the other
 */
export function ankiPieces(questions: readonly Question[], most: number): string[] {
  const pieces: string[] = [];
  let lines: string[] = [];
  let length = HEADER.length;
  for (const line of questions.map(card)) {
    if (lines.length > 0 && length + line.length + 1 > most) {
      pieces.push([HEADER, ...lines].join('\n'));
      lines = [];
      length = HEADER.length;
    }
    lines.push(line);
    length += line.length + 1;
  }
  return lines.length > 0 ? [...pieces, [HEADER, ...lines].join('\n')] : pieces;
}

/** The id is the note's: imported again, a card is brought up to date and not added. */
const HEADER = ['#separator:Pipe', '#html:true', '#guid column:1', '#tags column:4'].join('\n');

function card({ id, concept, ask, choices, right }: Question): string {
  const answer = choices[right];
  // Sorted, so that the place of the right choice says nothing.
  const listed = choices.map(({ text }) => `- ${escapeHtml(text)}`).sort();
  const front = [...ask.map(escapeHtml), ...listed].join('<br>');
  const back = answer ? `${escapeHtml(answer.text)}<br>${escapeHtml(answer.reason)}` : '';
  return [id, front, back, `simile::${concept}`].map(field).join('|');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', ' ');
}

function field(text: string): string {
  return /["|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
