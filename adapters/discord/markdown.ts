import { type Inline, inlines, plainInline, type Text } from '../../src/replies/text.ts';

const WORD_JOINER = '\u2060';

/**
 * Discord's Markdown for a text. Every mark in a literal run is escaped, an address is broken so that it is not
 * made a link, and so is "@": `allowed_mentions` is the other lock.
 */
export function toMarkdown(text: Text): string {
  return inlines(text).map(inline).join('');
}

function inline(run: Inline): string {
  if (typeof run === 'string') return escapeText(run);
  if ('person' in run) return `<@${run.person}>`;
  const text = escapeText(plainInline(run));
  if ('bold' in run) return `**${text}**`;
  if ('italic' in run) return `*${text}*`;
  if ('link' in run) return `[${text}](<${run.url}>)`;
  // Nothing is escaped inside code; a backtick would end it.
  return `\`${plainInline(run).replaceAll('`', "'")}\``;
}

export function escapeText(text: string): string {
  return text
    .replace(/\n/g, ' ')
    .replace(/[\\*_~`|<[\]]/g, (mark) => `\\${mark}`)
    .replace(/^\s*[#>+-]/, (mark) => `\\${mark.trim()}`)
    .replace(/^(\s*\d+)\./, '$1\\.')
    .replace(/@/g, `@${WORD_JOINER}`)
    .replace(/:\/\//g, `:${WORD_JOINER}//`);
}
