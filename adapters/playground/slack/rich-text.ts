import { limits } from './limits.ts';
import { boolean, type Check, integer, list, object, oneOf, string, variant, webAddress } from './shape.ts';

/** The rich_text block's tree, after docs.slack.dev/reference/block-kit/blocks/rich-text-block. */

const style = object(
  {},
  { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean },
);
const anyId = string(limits.id);
const many = 10_000;

const text = object({ text: string(limits.text) }, { style });
const link = object({ url: webAddress(limits.url) }, { text: string(limits.text), unsafe: boolean, style });
const leaves: Record<string, Check> = {
  text,
  link,
  emoji: object({ name: anyId }, { unicode: anyId, style }),
  user: object({ user_id: anyId }, { style }),
  usergroup: object({ usergroup_id: anyId }, { style }),
  channel: object({ channel_id: anyId }, { style }),
  broadcast: object({ range: oneOf('here', 'channel', 'everyone') }, { style }),
  color: object({ value: anyId }, { style }),
  date: object(
    { timestamp: integer, format: anyId },
    { url: webAddress(limits.url), fallback: anyId, style },
  ),
};

const leaf = list(variant(leaves), 0, many);
const section = object({ elements: leaf });
const border = oneOf(0, 1);

const parts = variant({
  rich_text_section: section,
  rich_text_list: object(
    { elements: list(variant({ rich_text_section: section }), 0, many), style: oneOf('bullet', 'ordered') },
    { indent: integer, offset: integer, border },
  ),
  rich_text_quote: object({ elements: leaf }, { border }),
  rich_text_preformatted: object(
    { elements: list(variant({ text, link }), 0, many) },
    { border, language: anyId },
  ),
});

export const richText: Check = object({ elements: list(parts, 1, many) }, { block_id: string(limits.id) });
