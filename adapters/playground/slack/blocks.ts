import { anyText, elements, id, places, plain } from './elements.ts';
import { isObject, type Json, type JsonObject, listOr, textOr } from './json.ts';
import { limits } from './limits.ts';
import { richText } from './rich-text.ts';
import {
  boolean,
  type Check,
  list,
  number,
  object,
  oneOf,
  pick,
  type Say,
  string,
  variant,
  webAddress,
} from './shape.ts';

/** Blocks, after docs.slack.dev/reference/block-kit/blocks. */

export type Surface = 'message' | 'modal' | 'home';

const block_id = id;
const tableCell = variant({
  raw_text: object({ text: string(limits.tableText) }),
  raw_number: object({ value: number, text: string(limits.tableText) }),
  rich_text: richText,
});

const blocks: Record<string, Check> = {
  actions: object(
    { elements: list(variant(pick(elements, places.actions)), 1, limits.actionsElements) },
    { block_id },
  ),
  alert: object(
    { text: anyText(limits.alertText) },
    { block_id, level: oneOf('default', 'info', 'warning', 'error', 'success') },
  ),
  context: object(
    {
      elements: list(
        variant({
          image: elements.image ?? string(0),
          plain_text: anyText(limits.textObject),
          mrkdwn: anyText(limits.textObject),
        }),
        1,
        limits.contextElements,
      ),
    },
    { block_id },
  ),
  context_actions: object(
    { elements: list(variant(pick(elements, places.contextActions)), 1, limits.contextActions) },
    { block_id },
  ),
  divider: object({}, { block_id }),
  header: object({ text: plain(limits.header) }, { block_id }),
  image: object(
    { image_url: webAddress(limits.imageUrl), alt_text: string(limits.imageText) },
    { block_id, title: plain(limits.imageText) },
  ),
  input: object(
    { label: plain(limits.inputLabel), element: variant(pick(elements, places.input)) },
    { block_id, hint: plain(limits.inputLabel), optional: boolean, dispatch_action: boolean },
  ),
  markdown: object({ text: string(limits.markdown) }, { block_id }),
  rich_text: richText,
  section: object(
    {},
    {
      block_id,
      text: anyText(limits.sectionText),
      fields: list(anyText(limits.sectionField), 1, limits.sectionFields),
      accessory: variant(pick(elements, places.accessory)),
      expand: boolean,
    },
    (value, at, say) => {
      if (!value.text && !value.fields) say(at, 'must define either `text` or `fields`');
    },
  ),
  table: object(
    { rows: list(list(tableCell, 1, limits.tableCells), 1, limits.tableRows) },
    {
      block_id,
      column_settings: list(
        object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean }),
        0,
        limits.tableCells,
      ),
    },
    (value, at, say) => {
      const used = textLength(value.rows ?? null);
      if (used > limits.tableText)
        say(at, `must be less than ${limits.tableText + 1} characters over all cells`);
    },
  ),
};

/** Blocks that only messages show (the "Available in surfaces" line of each block's page). */
const messagesOnly = new Set(['alert', 'context_actions', 'markdown', 'table']);
/** Real blocks this stand-in cannot judge; refused, so that nobody takes silence for approval. */
const notCovered = new Set([
  'card',
  'carousel',
  'container',
  'data_table',
  'file',
  'plan',
  'task_card',
  'video',
]);

/** Characters people would read: every `text` string at any depth. */
export function textLength(value: Json | undefined): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + textLength(each), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, each]) =>
      sum + (name === 'text' && typeof each === 'string' ? each.length : textLength(each)),
    0,
  );
}

/** The elements of a block that people can act on, wherever the block keeps them, with where that is. */
export function elementsOf(block: JsonObject): [string, JsonObject][] {
  const held: [string, Json | undefined][] = [
    ['accessory', block.accessory],
    ['element', block.element],
    ...(block.type === 'actions' || block.type === 'context_actions'
      ? listOr(block.elements).map((each, index): [string, Json] => [`elements/${index}`, each])
      : []),
  ];
  return held.filter((each): each is [string, JsonObject] => isObject(each[1]) && each[1].type !== 'image');
}

export function checkBlocks(value: Json, at: string, say: Say, surface: Surface): void {
  if (!Array.isArray(value)) {
    say(at, 'must provide an array', 'invalid_blocks_format');
    return;
  }
  const most = surface === 'message' ? limits.messageBlocks : limits.viewBlocks;
  if (value.length > most) say(at, `no more than ${most} items allowed`);
  value.forEach((block, index) => {
    checkBlock(block, `${at}/${index}`, say, surface);
  });
  const all = value.filter(isObject);
  checkIds(value, at, say);
  const focused = all.flatMap(elementsOf).filter(([, element]) => element.focus_on_load === true);
  if (focused.length > 1) say(at, 'only one element may set `focus_on_load`');
  const markdown = textLength(all.filter((block) => block.type === 'markdown'));
  if (markdown > limits.markdown)
    say(at, `markdown must be less than ${limits.markdown + 1} characters in all`);
  if (surface !== 'message') return;
  if (all.filter((block) => block.type === 'table').length > limits.tablesInMessage) {
    say(at, 'only_one_table_allowed', 'invalid_attachments');
  }
  if (textLength(value) > limits.messageBlocksText) {
    say(at, `must be less than ${limits.messageBlocksText + 1} characters in all`, 'msg_blocks_too_long');
  }
}

function checkBlock(block: Json, at: string, say: Say, surface: Surface): void {
  const type = isObject(block) ? textOr(block.type) : '';
  if (notCovered.has(type)) say(`${at}/type`, `${type} blocks are not covered by this stand-in`);
  else if (surface !== 'message' && messagesOnly.has(type)) say(`${at}/type`, `unsupported type: ${type}`);
  else variant(blocks)(block, at, say);
}

function checkIds(all: Json[], at: string, say: Say): void {
  const seen = new Set<string>();
  all.forEach((block, index) => {
    if (!isObject(block)) return;
    const own = textOr(block.block_id);
    if (own && seen.has(own)) say(`${at}/${index}/block_id`, `block_id "${own}" already exists`);
    seen.add(own);
    const actions = new Set<string>();
    for (const [where, element] of elementsOf(block)) {
      const action = textOr(element.action_id);
      if (action && actions.has(action)) {
        say(`${at}/${index}/${where}/action_id`, `action_id "${action}" already exists in this block`);
      }
      actions.add(action);
    }
  });
}
