import { elementsOf } from './blocks.ts';
import { isObject, type Json, type JsonObject, listOr, textOr } from './json.ts';
import type { Chosen, ChosenValue } from './workspace.ts';

/** What people type and choose in the elements of messages and views. */

/** Where an element keeps its choice, by type (docs.slack.dev/reference/interaction-payloads/block_actions-payload). */
const valueField: Record<string, string> = {
  static_select: 'selected_option',
  external_select: 'selected_option',
  overflow: 'selected_option',
  radio_buttons: 'selected_option',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  checkboxes: 'selected_options',
  users_select: 'selected_user',
  channels_select: 'selected_channel',
  conversations_select: 'selected_conversation',
  multi_users_select: 'selected_users',
  multi_channels_select: 'selected_channels',
  multi_conversations_select: 'selected_conversations',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  plain_text_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
};
const stateless = new Set(['overflow', 'button']);

export interface Found {
  block: JsonObject;
  element: JsonObject;
  block_id: string;
  action_id: string;
}

/** The element with this action_id (and block_id, where one action_id stands in several blocks). */
export function findElement(
  blocks: readonly JsonObject[],
  action_id: string,
  block_id?: string,
): Found | undefined {
  return allElements(blocks).find(
    (found) => found.action_id === action_id && (block_id === undefined || found.block_id === block_id),
  );
}

export function allElements(blocks: readonly JsonObject[]): Found[] {
  return blocks.flatMap((block) =>
    elementsOf(block).map(([, element]) => ({
      block,
      element,
      block_id: textOr(block.block_id),
      action_id: textOr(element.action_id),
    })),
  );
}

/** Fills in the block and action ids a bot left out, as Slack does before it shows anything. */
export function withIds(blocks: Json | undefined, make: () => string): JsonObject[] {
  return listOr(blocks)
    .filter(isObject)
    .map((block) => {
      const copy = structuredClone(block);
      copy.block_id ??= make();
      for (const [, element] of elementsOf(copy)) element.action_id ??= make();
      return copy;
    });
}

/** The option objects an element offers. */
export function optionsOf(element: JsonObject): JsonObject[] {
  const grouped = listOr(element.option_groups).flatMap((group) =>
    isObject(group) ? listOr(group.options) : [],
  );
  return [...listOr(element.options), ...grouped].filter(isObject);
}

/** A choice as the payload carries it: options become whole option objects, out of those offered. */
export function choose(
  element: JsonObject,
  value: string | readonly string[],
  offered: JsonObject[],
): ChosenValue {
  const field = valueField[textOr(element.type)] ?? 'value';
  const option = (wanted: string) => {
    const found = offered.find((each) => each.value === wanted);
    if (!found) throw new Error(`No option "${wanted}" is offered by ${textOr(element.action_id)}`);
    return found;
  };
  if (field === 'selected_option') return option(String(value));
  if (field === 'selected_options') return [value].flat().map(option);
  return typeof value === 'string' ? value : [...value];
}

/** `{type, selected_option: ...}`: an element's choice, as state and actions show it. */
export function choiceOf(found: Found, chosen: Chosen): JsonObject {
  const type = textOr(found.element.type);
  const field = valueField[type] ?? 'value';
  const initial = Object.entries(found.element).find(([name]) => name.startsWith('initial_'))?.[1];
  const value = chosen.get(`${found.block_id}/${found.action_id}`) ?? initial;
  return { type, [field]: value ?? (field.endsWith('s') ? [] : null) };
}

/** `state.values` of a message or view: every element that keeps a choice. */
export function stateOf(blocks: readonly JsonObject[], chosen: Chosen): JsonObject {
  const values: Record<string, JsonObject> = {};
  for (const found of allElements(blocks)) {
    const type = textOr(found.element.type);
    if (stateless.has(type) || !valueField[type]) continue;
    values[found.block_id] = { ...values[found.block_id], [found.action_id]: choiceOf(found, chosen) };
  }
  return { values };
}
