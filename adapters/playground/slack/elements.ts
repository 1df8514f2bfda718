import { isObject, type JsonObject, listOr } from './json.ts';
import { limits } from './limits.ts';
import {
  boolean,
  type Check,
  type Fields,
  integer,
  list,
  matching,
  object,
  oneOf,
  type Say,
  string,
  variant,
  webAddress,
} from './shape.ts';

/** Composition objects and block elements, after docs.slack.dev/reference/block-kit. */

export function plain(max: number): Check {
  return variant({ plain_text: object({ text: string(max) }, { emoji: boolean }) });
}

export function anyText(max: number): Check {
  return variant({
    plain_text: object({ text: string(max) }, { emoji: boolean }),
    mrkdwn: object({ text: string(max) }, { verbatim: boolean }),
  });
}

export const id = string(limits.id);
const style = oneOf('primary', 'danger');
const anyId = string(limits.id);

function option(label: Check, also: Fields = {}): Check {
  return object(
    { text: label, value: string(limits.optionValue) },
    { description: plain(limits.optionDescription), ...also },
  );
}
const plainOption = option(plain(limits.optionText));
/** Only radio buttons and checkboxes may show mrkdwn. */
const richOption = option(anyText(limits.optionText));
const overflowOption = option(plain(limits.optionText), { url: webAddress(limits.url) });
const optionGroup = object({
  label: plain(limits.optionText),
  options: list(plainOption, 1, limits.selectOptions),
});
export const options = list(plainOption, 0, limits.selectOptions);
export const optionGroups = list(optionGroup, 0, limits.selectOptions);

const confirm = object(
  { text: anyText(limits.confirmText) },
  {
    title: plain(limits.confirmTitle),
    confirm: plain(limits.confirmButton),
    deny: plain(limits.confirmButton),
    style,
  },
);

const choice = { action_id: id, confirm, focus_on_load: boolean };
const menu = { ...choice, placeholder: plain(limits.placeholder) };
const typed = {
  action_id: id,
  placeholder: plain(limits.placeholder),
  focus_on_load: boolean,
  dispatch_action_config: object(
    {},
    { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2) },
  ),
};
const several = { max_selected_items: integer };
const filter = object(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 1, 4),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
);

function optionsOrGroups(value: JsonObject, at: string, say: Say): void {
  if ((value.options === undefined) === (value.option_groups === undefined)) {
    say(at, 'must define either `options` or `option_groups`, not both');
  }
  const all = [
    ...listOr(value.options),
    ...listOr(value.option_groups).flatMap((group) => (isObject(group) ? listOr(group.options) : [])),
  ];
  initialAmong(value, all, at, say);
}

function initialAmong(value: JsonObject, all: unknown[], at: string, say: Say): void {
  const offered = new Set(all.map((each) => (isObject(each) ? each.value : undefined)));
  for (const first of [value.initial_option ?? [], value.initial_options ?? []].flat()) {
    if (isObject(first) && !offered.has(first.value)) {
      say(at, '`initial_option` must match one of the options exactly');
    }
  }
}

function amongOptions(value: JsonObject, at: string, say: Say): void {
  initialAmong(value, listOr(value.options), at, say);
}

const manyOptions = list(plainOption, 1, limits.selectOptions);
const manyGroups = list(optionGroup, 1, limits.selectOptions);

/** Every element this stand-in knows, by its `type`. */
export const elements: Record<string, Check> = {
  button: object(
    { text: plain(limits.buttonText) },
    {
      action_id: id,
      value: string(limits.buttonValue),
      url: webAddress(limits.url),
      style,
      confirm,
      accessibility_label: string(limits.accessibilityLabel),
    },
  ),
  image: object({ image_url: webAddress(limits.imageUrl), alt_text: string(limits.imageText) }),
  static_select: object(
    {},
    { ...menu, options: manyOptions, option_groups: manyGroups, initial_option: plainOption },
    optionsOrGroups,
  ),
  multi_static_select: object(
    {},
    { ...menu, ...several, options: manyOptions, option_groups: manyGroups, initial_options: options },
    optionsOrGroups,
  ),
  external_select: object({}, { ...menu, min_query_length: integer, initial_option: plainOption }),
  multi_external_select: object(
    {},
    { ...menu, ...several, min_query_length: integer, initial_options: options },
  ),
  users_select: object({}, { ...menu, initial_user: anyId }),
  multi_users_select: object({}, { ...menu, ...several, initial_users: list(anyId, 1, 100) }),
  channels_select: object({}, { ...menu, initial_channel: anyId, response_url_enabled: boolean }),
  multi_channels_select: object({}, { ...menu, ...several, initial_channels: list(anyId, 1, 100) }),
  conversations_select: object(
    {},
    {
      ...menu,
      initial_conversation: anyId,
      default_to_current_conversation: boolean,
      response_url_enabled: boolean,
      filter,
    },
  ),
  multi_conversations_select: object(
    {},
    {
      ...menu,
      ...several,
      initial_conversations: list(anyId, 1, 100),
      default_to_current_conversation: boolean,
      filter,
    },
  ),
  overflow: object({ options: list(overflowOption, 1, limits.overflowOptions) }, { action_id: id, confirm }),
  radio_buttons: object(
    { options: list(richOption, 1, limits.choiceOptions) },
    { ...choice, initial_option: richOption },
    amongOptions,
  ),
  checkboxes: object(
    { options: list(richOption, 1, limits.choiceOptions) },
    { ...choice, initial_options: list(richOption, 1, limits.choiceOptions) },
    amongOptions,
  ),
  datepicker: object(
    {},
    { ...menu, initial_date: matching(/^\d{4}-\d\d-\d\d$/, 'must be a YYYY-MM-DD date') },
  ),
  timepicker: object(
    {},
    { ...menu, initial_time: matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be an HH:mm time'), timezone: id },
  ),
  datetimepicker: object({}, { ...choice, initial_date_time: integer }),
  plain_text_input: object(
    {},
    {
      ...typed,
      initial_value: string(limits.inputText, 0),
      multiline: boolean,
      min_length: integer,
      max_length: integer,
    },
    (value, at, say) => {
      const { min_length: min, max_length: max } = value;
      if (typeof min === 'number' && (min < 0 || min > limits.inputText))
        say(`${at}/min_length`, 'must be from 0 to 3000');
      if (typeof max === 'number' && (max < 1 || max > limits.inputText))
        say(`${at}/max_length`, 'must be from 1 to 3000');
      if (typeof min === 'number' && typeof max === 'number' && min > max) {
        say(at, '`min_length` must not be over `max_length`');
      }
    },
  ),
  email_text_input: object({}, { ...typed, initial_value: string(limits.inputText, 0) }),
  url_text_input: object({}, { ...typed, initial_value: string(limits.inputText, 0) }),
  number_input: object(
    { is_decimal_allowed: boolean },
    { ...typed, initial_value: string(100), min_value: string(100), max_value: string(100) },
  ),
  feedback_buttons: object({ positive_button: feedback(), negative_button: feedback() }, { action_id: id }),
  icon_button: object(
    { icon: oneOf('trash'), text: plain(limits.buttonText) },
    {
      action_id: id,
      value: string(limits.buttonValue),
      confirm,
      accessibility_label: string(limits.accessibilityLabel),
      visible_to_user_ids: list(anyId, 1, 100),
    },
  ),
};

function feedback(): Check {
  return object(
    { text: plain(limits.buttonText), value: string(limits.buttonValue) },
    { accessibility_label: string(limits.accessibilityLabel) },
  );
}

const selects = ['static', 'external', 'users', 'channels', 'conversations'];
const menus = selects.flatMap((kind) => [`${kind}_select`, `multi_${kind}_select`]);
const pickers = ['datepicker', 'timepicker', 'radio_buttons', 'checkboxes'];

/** Which elements each place takes (the "Compatible with" notes of the element pages). */
export const places = {
  actions: ['button', 'overflow', 'datetimepicker', ...pickers, ...menus],
  accessory: ['button', 'overflow', 'image', ...pickers, ...menus],
  input: [
    'plain_text_input',
    'email_text_input',
    'url_text_input',
    'number_input',
    'datetimepicker',
    ...pickers,
    ...menus,
  ],
  contextActions: ['feedback_buttons', 'icon_button'],
} as const;
