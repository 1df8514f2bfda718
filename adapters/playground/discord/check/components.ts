import { FLAGS, LIMITS } from '../limits.ts';
import { type Checker, inside, isAbsent, isObject, isSnowflake, type Json, lengthOf } from './checker.ts';

/** Component types (components/reference#component-object-component-types) that a message or modal may hold. */
export const TYPE = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
} as const;

export const SELECTS: readonly number[] = [3, 5, 6, 7, 8];
const IN_CONTAINER: readonly number[] = [
  TYPE.row,
  TYPE.section,
  TYPE.text,
  TYPE.gallery,
  TYPE.file,
  TYPE.separator,
];
const TOP_V2: readonly number[] = [...IN_CONTAINER, TYPE.container];
const LIMIT = LIMITS.component;

/** One component with the place it stands at. */
export interface Placed {
  readonly path: string;
  readonly component: Json;
}

/** Every component in a list, nested ones and accessories too, each before what it holds. */
export function allComponents(list: unknown, path = 'components'): Placed[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((component: unknown, place) => placed(component, inside(path, place)));
}

function placed(component: unknown, path: string): Placed[] {
  if (!isObject(component)) return [];
  const one = (key: string) => placed(component[key], inside(path, key));
  const nested = allComponents(component.components, inside(path, 'components'));
  return [{ path, component }, ...nested, ...one('accessory'), ...one('component')];
}

/** Checks the components of a message whose flags are already known (components/reference). */
export function checkComponents(checker: Checker, value: unknown, flags: number): void {
  const v2 = (flags & FLAGS.componentsV2) !== 0;
  const list = checker.optionalList('components', value, [0, v2 ? LIMIT.total : LIMIT.rows]);
  list.forEach((component, place) => {
    checkOne(checker, `components.${place}`, component, v2 ? TOP_V2 : [TYPE.row]);
  });
  const all = allComponents(value);
  checkIds(checker, all);
  if (!v2) return;
  if (all.length > LIMIT.total) {
    checker.add(
      'components',
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `The total number of components exceeds ${LIMIT.total} (${all.length}).`,
    );
  }
  checkAmountOfText(checker, all);
}

/** What holds for a message and a modal alike: custom ids and numeric ids are each used once. */
export function checkIds(checker: Checker, all: readonly Placed[]): void {
  const having = (key: string) =>
    all
      .filter(({ component }) => !isAbsent(component[key]))
      .map(({ path, component }) => [inside(path, key), component[key]] as const);
  checker.unique(
    having('custom_id'),
    'COMPONENT_CUSTOM_ID_DUPLICATED',
    'Component custom id cannot be duplicated',
  );
  // 0 means "give it one", so it may be there more than once.
  const ids = having('id').filter(([, id]) => id !== 0);
  for (const [path, id] of ids) checker.integer(path, id, [0, 2 ** 31 - 1]);
  checker.unique(ids, 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
}

function checkAmountOfText(checker: Checker, all: readonly Placed[]): void {
  const texts = all
    .filter(({ component }) => component.type === TYPE.text)
    .map(({ component }) => component.content)
    .filter((content) => typeof content === 'string');
  const characters = texts.reduce((sum, text) => sum + lengthOf(text), 0);
  if (characters > LIMIT.text) {
    checker.add(
      'components',
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `The displayable text size exceeds ${LIMIT.text} (${characters}).`,
    );
  }
  const { total, each } = LIMITS.componentBytes;
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + each, 0);
  if (bytes > total) {
    checker.add(
      'components',
      'COMPONENT_PROCESSED_SIZE',
      `${bytes} bytes of text; Discord fails over ${total}.`,
    );
  }
}

type Check = (checker: Checker, path: string, component: Json) => void;

const CHECKS: { readonly [type: number]: Check } = {
  [TYPE.row]: checkRow,
  [TYPE.button]: checkButton,
  [TYPE.section]: (checker, path, { components, accessory }) => {
    const texts = checker.list(inside(path, 'components'), components, [1, LIMIT.sectionTexts]);
    checkEach(checker, inside(path, 'components'), texts, [TYPE.text]);
    if (isAbsent(accessory)) checker.required(inside(path, 'accessory'));
    else checkOne(checker, inside(path, 'accessory'), accessory, [TYPE.button, TYPE.thumbnail]);
  },
  [TYPE.text]: (checker, path, { content }) => {
    checker.text(inside(path, 'content'), content, [1, LIMIT.text]);
  },
  [TYPE.thumbnail]: checkMedia,
  [TYPE.gallery]: (checker, path, { items }) => {
    const list = checker.list(inside(path, 'items'), items, [1, LIMIT.mediaItems]);
    list.forEach((item, place) => {
      const at = inside(path, 'items', place);
      if (checker.object(at, item)) checkMedia(checker, at, item);
    });
  },
  [TYPE.file]: (checker, path, { file }) => {
    if (checker.object(inside(path, 'file'), file)) {
      checker.url(inside(path, 'file.url'), file.url, ['attachment']);
    }
  },
  [TYPE.separator]: (checker, path, { divider, spacing }) => {
    checker.optionalBoolean(inside(path, 'divider'), divider);
    if (!isAbsent(spacing)) checker.choice(inside(path, 'spacing'), spacing, [1, 2]);
  },
  [TYPE.container]: (checker, path, { components, accent_color, spoiler }) => {
    const list = checker.list(inside(path, 'components'), components, [1, LIMIT.total]);
    checkEach(checker, inside(path, 'components'), list, IN_CONTAINER);
    checker.optionalInteger(inside(path, 'accent_color'), accent_color, [0, LIMIT.colour]);
    checker.optionalBoolean(inside(path, 'spoiler'), spoiler);
  },
};

function checkOne(checker: Checker, path: string, component: unknown, allowed: readonly number[]): void {
  if (!checker.object(path, component)) return;
  if (!checker.unionType(path, component.type, allowed)) return;
  if (SELECTS.includes(component.type)) checkSelect(checker, path, component, 'message');
  else CHECKS[component.type]?.(checker, path, component);
}

function checkEach(
  checker: Checker,
  path: string,
  list: readonly unknown[],
  allowed: readonly number[],
): void {
  list.forEach((component, place) => {
    checkOne(checker, inside(path, place), component, allowed);
  });
}

function checkRow(checker: Checker, path: string, { components }: Json): void {
  const at = inside(path, 'components');
  const list = checker.list(at, components, [1, LIMIT.buttonsInRow]);
  checkEach(checker, at, list, [TYPE.button, ...SELECTS]);
  const hasSelect = list.some((component) => isObject(component) && SELECTS.includes(Number(component.type)));
  if (hasSelect && list.length > 1) {
    const message = 'The specified component exceeds the maximum width';
    checker.add(inside(at, list.length - 1), 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message);
  }
}

function checkMedia(checker: Checker, path: string, { media, description, spoiler }: Json): void {
  if (checker.object(inside(path, 'media'), media)) {
    checker.url(inside(path, 'media.url'), media.url, ['http', 'https', 'attachment']);
  }
  checker.optionalText(inside(path, 'description'), description, [1, LIMIT.mediaDescription]);
  checker.optionalBoolean(inside(path, 'spoiler'), spoiler);
}

function checkButton(checker: Checker, path: string, button: Json): void {
  const { style, label, custom_id, url, emoji, sku_id, disabled } = button;
  checker.optionalBoolean(inside(path, 'disabled'), disabled);
  checker.optionalText(inside(path, 'label'), label, [0, LIMIT.buttonLabel]);
  if (!isAbsent(emoji)) checkEmoji(checker, inside(path, 'emoji'), emoji);
  if (!checker.choice(inside(path, 'style'), style, [1, 2, 3, 4, 5, 6])) return;
  const forbid = (key: string, value: unknown) => {
    if (!isAbsent(value)) {
      checker.add(
        inside(path, key),
        'BUTTON_COMPONENT_INVALID_FIELD',
        `A button of style ${style} has no ${key}`,
      );
    }
  };
  if (style === 5) {
    checker.url(inside(path, 'url'), url, ['http', 'https', 'discord'], LIMIT.url);
    forbid('custom_id', custom_id);
  } else if (style === 6) {
    if (!isSnowflake(sku_id)) checker.required(inside(path, 'sku_id'));
    for (const key of ['custom_id', 'url', 'label', 'emoji']) forbid(key, button[key]);
    return;
  } else {
    checker.text(inside(path, 'custom_id'), custom_id, [1, LIMIT.customId]);
    forbid('url', url);
  }
  forbid('sku_id', sku_id);
  const bare = (isAbsent(label) || label === '') && isAbsent(emoji);
  if (bare) checker.add(path, 'BUTTON_COMPONENT_NO_LABEL', 'A button needs a label or an emoji');
}

function checkEmoji(checker: Checker, path: string, emoji: unknown): void {
  if (!checker.object(path, emoji)) return;
  const { id, name } = emoji;
  if (isSnowflake(id)) return;
  const unicode = typeof name === 'string' && /^(\p{RGI_Emoji}|\p{Extended_Pictographic})$/v.test(name);
  if (!unicode) checker.add(inside(path, 'name'), 'COMPONENT_INVALID_EMOJI', 'Invalid emoji');
}

/** Checks a select menu (components/reference#string-select and its kin) of a message or a modal. */
export function checkSelect(checker: Checker, path: string, select: Json, home: 'message' | 'modal'): void {
  const { min_values, max_values, placeholder, disabled } = select;
  checker.text(inside(path, 'custom_id'), select.custom_id, [1, LIMIT.customId]);
  checker.optionalText(inside(path, 'placeholder'), placeholder, [0, LIMIT.placeholder]);
  checker.optionalInteger(inside(path, 'min_values'), min_values, [0, LIMIT.options]);
  checker.optionalInteger(inside(path, 'max_values'), max_values, [1, LIMIT.options]);
  checker.optionalBoolean(inside(path, 'disabled'), disabled);
  if (home === 'modal' && disabled === true) {
    checker.add(
      inside(path, 'disabled'),
      'SELECT_COMPONENT_DISABLED',
      'A select in a modal cannot be disabled',
    );
  }
  const least = typeof min_values === 'number' ? min_values : 1;
  const most = typeof max_values === 'number' ? max_values : 1;
  if (least > most) {
    checker.add(inside(path, 'min_values'), 'SELECT_COMPONENT_MIN_OVER_MAX', 'min_values is over max_values');
  }
  if (select.type === TYPE.stringSelect) checkOptions(checker, path, select.options, most);
}

function checkOptions(checker: Checker, path: string, value: unknown, most: number): void {
  const at = inside(path, 'options');
  const options = checker.list(at, value, [1, LIMIT.options]);
  if (options.length > 0 && most > options.length) {
    checker.add(
      inside(path, 'max_values'),
      'SELECT_COMPONENT_MAX_VALUES',
      'max_values is over the number of options',
    );
  }
  let defaults = 0;
  const values: (readonly [string, unknown])[] = [];
  options.forEach((option, place) => {
    const own = inside(at, place);
    if (!checker.object(own, option)) return;
    checker.text(inside(own, 'label'), option.label, [1, LIMIT.optionLabel]);
    checker.text(inside(own, 'value'), option.value, [1, LIMIT.optionValue]);
    checker.optionalText(inside(own, 'description'), option.description, [0, LIMIT.optionDescription]);
    checker.optionalBoolean(inside(own, 'default'), option.default);
    if (!isAbsent(option.emoji)) checkEmoji(checker, inside(own, 'emoji'), option.emoji);
    if (option.default === true) defaults += 1;
    values.push([inside(own, 'value'), option.value]);
  });
  checker.unique(
    values,
    'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    'The specified option value is already used',
  );
  if (defaults > most) {
    checker.add(at, 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Too many default values');
  }
}
