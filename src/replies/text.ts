/**
 * A run of text inside a paragraph. A plain string is always literal: each renderer escapes it, so text from
 * people can neither format, link nor mention anybody. Whatever is more than that is said by its kind.
 */
export type Inline =
  | string
  | { bold: string }
  | { italic: string }
  | { code: string }
  | { link: string; url: string }
  /** A person by their platform id, shown by name; on Discord without notifying them, for which Slack has no way. */
  | { person: string };

export type Text = string | readonly Inline[];

export type Block =
  | { kind: 'paragraph'; text: readonly Inline[] }
  | { kind: 'list'; items: readonly (readonly Inline[])[] };

/** The runs of a text, whichever way it was written. */
export function inlines(text: Text): readonly Inline[] {
  return typeof text === 'string' ? [text] : text;
}

/** What one run says, without its form. */
export function plainInline(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  if ('bold' in inline) return inline.bold;
  if ('italic' in inline) return inline.italic;
  if ('code' in inline) return inline.code;
  if ('link' in inline) return inline.link;
  return inline.person;
}

export function plainText(text: Text): string {
  return inlines(text).map(plainInline).join('');
}

const BAR = 10;

/** A share from 0 to 1 as a bar of text; more than nothing shows. */
export function bar(share: number): string {
  const full = Math.min(BAR, share > 0 ? Math.max(1, Math.round(share * BAR)) : 0);
  return '█'.repeat(full) + '░'.repeat(BAR - full);
}
