/** A run of text with its form, out of either platform's markup. Whatever is a plain string is shown as it is. */
export type Inline =
  | string
  | { kind: 'bold' | 'italic' | 'strike' | 'underline' | 'spoiler' | 'mention'; inside: readonly Inline[] }
  | { kind: 'code' | 'block'; text: string }
  | { kind: 'link'; url: string; inside: readonly Inline[] };
