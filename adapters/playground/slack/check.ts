import { checkBlocks, elementsOf, type Surface, textLength } from './blocks.ts';
import { optionGroups, options, plain } from './elements.ts';
import { isObject, type Json, type JsonObject, listOr, overTheWire, textOr } from './json.ts';
import { limits } from './limits.ts';
import { boolean, type Check, collect, object, oneOf, type Problem, type Say, string } from './shape.ts';

export type { Problem } from './shape.ts';

const anyObject: Check = (value, at, say) => {
  if (!isObject(value)) say(at, 'must be an object');
};
const metadata = object({ event_type: string(limits.id), event_payload: anyObject });

/**
 * What Slack would refuse about a message: for chat.postMessage, chat.postEphemeral, chat.update, a response_url
 * and the immediate answer to a slash command. An empty list means it would be shown as it stands.
 *
 * Two rules are stricter than Slack: `text` must stand beside `blocks` (Slack takes the message, and notifications
 * and screen readers then have nothing to say: docs.slack.dev/messaging/formatting-message-text), and over-long
 * `text` is refused instead of cut.
 */
export function checkMessage(payload: unknown): Problem[] {
  const message = overTheWire(payload);
  return collect('invalid_blocks', (say) => {
    if (!isObject(message)) return say('', 'must be an object', 'invalid_arguments');
    const { text, blocks, attachments } = message;
    if (text !== undefined && typeof text !== 'string') say('/text', 'must be a string', 'invalid_arguments');
    if (textOr(text).length > limits.text) {
      say('/text', `must be less than ${limits.text + 1} characters`, 'msg_too_long');
    }
    if (!textOr(text).trim()) say('/text', 'missing required field: text', 'no_text');
    if (blocks !== undefined) checkBlocks(blocks, '/blocks', say, 'message');
    if (attachments !== undefined)
      say('/attachments', 'attachments are not covered by this stand-in', 'invalid_attachments');
    if (message.metadata !== undefined) {
      metadata(message.metadata, '/metadata', (at, words) => say(at, words, 'invalid_metadata_format'));
    }
  });
}

const viewFields = {
  callback_id: string(limits.id, 0),
  external_id: string(limits.id, 0),
  private_metadata: string(limits.privateMetadata, 0),
};
const ownBlocks = { blocks: () => undefined };
const views = {
  modal: object(
    { ...ownBlocks, title: plain(limits.viewTitle) },
    {
      ...viewFields,
      submit: plain(limits.viewButton),
      close: plain(limits.viewButton),
      clear_on_close: boolean,
      notify_on_close: boolean,
      submit_disabled: boolean,
    },
  ),
  home: object(ownBlocks, viewFields),
};

/** What Slack would refuse about a view: a modal (views.open, push, update, response_action) or a Home tab. */
export function checkView(view: unknown): Problem[] {
  const given = overTheWire(view);
  return collect('invalid_arguments', (say) => {
    if (!isObject(given)) return say('/view', 'must be an object');
    oneOf('modal', 'home')(given.type ?? null, '/view/type', say);
    const surface: Surface = given.type === 'home' ? 'home' : 'modal';
    views[surface](given, '/view', say);
    if (given.blocks) checkBlocks(given.blocks, '/view/blocks', (at, message) => say(at, message), surface);
    const inputs = listOr(given.blocks).some((block) => isObject(block) && block.type === 'input');
    if (surface === 'modal' && inputs && !given.submit) say('/view', 'missing required field: submit');
    if (JSON.stringify(given).length > limits.viewBytes) say('/view', 'view is too large', 'view_too_large');
  });
}

/** What Slack would refuse about the answer to block_suggestion. */
export function checkOptions(answer: unknown): Problem[] {
  const given = overTheWire(answer);
  return collect('invalid_arguments', (say) => {
    if (!isObject(given) || (given.options === undefined) === (given.option_groups === undefined)) {
      return say('', 'must define either `options` or `option_groups`');
    }
    if (given.options !== undefined) options(given.options, '/options', say);
    if (given.option_groups !== undefined) optionGroups(given.option_groups, '/option_groups', say);
  });
}

/**
 * What Slack would refuse about the answer to view_submission, given the blocks of the submitted view.
 * An empty answer is right: it closes the view.
 */
export function checkViewAnswer(answer: unknown, blocks: readonly JsonObject[]): Problem[] {
  const given = overTheWire(answer);
  if (given === null || (isObject(given) && Object.keys(given).length === 0)) return [];
  const problems = collect('invalid_arguments', (say) => {
    if (!isObject(given)) return say('', 'must be an object');
    oneOf('errors', 'update', 'push', 'clear')(given.response_action ?? null, '/response_action', say);
    if (given.response_action === 'errors') checkErrors(given.errors, blocks, say);
  });
  const shown = isObject(given) && (given.response_action === 'update' || given.response_action === 'push');
  return shown ? [...problems, ...checkView(given.view)] : problems;
}

function checkErrors(errors: Json | undefined, blocks: readonly JsonObject[], say: Say): void {
  if (!isObject(errors) || Object.keys(errors).length === 0) {
    say('/errors', 'missing required field: errors');
    return;
  }
  const inputs = new Set(
    blocks.filter((block) => block.type === 'input').map((block) => textOr(block.block_id)),
  );
  for (const [blockId, message] of Object.entries(errors)) {
    if (!inputs.has(blockId)) say(`/errors/${blockId}`, `"${blockId}" is not the block_id of an input block`);
    if (!textOr(message)) say(`/errors/${blockId}`, 'must be a string');
  }
}

/** How much of one of Slack's limits something uses. */
export interface LimitUse {
  limit: string;
  used: number;
  of: number;
}

/** The limits a message or a view comes near to, for people who read along. */
export function limitsUsed(sent: JsonObject): LimitUse[] {
  const view = isObject(sent.view)
    ? sent.view
    : sent.type === 'modal' || sent.type === 'home'
      ? sent
      : undefined;
  const blocks = listOr((view ?? sent).blocks).filter(isObject);
  const uses: LimitUse[] = [];
  const add = (limit: string, used: number, of: number) => used > 0 && uses.push({ limit, used, of });
  if (!view) add('text', textOr(sent.text).length, limits.text);
  add('blocks', blocks.length, view ? limits.viewBlocks : limits.messageBlocks);
  if (!view) add('text in blocks', textLength(blocks), limits.messageBlocksText);
  const tables = blocks.filter((block) => block.type === 'table');
  add('table rows', Math.max(0, ...tables.map((table) => listOr(table.rows).length)), limits.tableRows);
  add('table text', textLength(tables), limits.tableText);
  const most = Math.max(
    0,
    ...blocks.map((block) => (block.type === 'actions' ? elementsOf(block).length : 0)),
  );
  add('elements in actions', most, limits.actionsElements);
  return uses;
}
