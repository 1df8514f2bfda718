import { LIMITS, LOCALES } from '../limits.ts';
import { Checker, inside, isAbsent, isObject, type Json, lengthOf, type Problem } from './checker.ts';

/** Kinds of command option (interactions/application-commands#application-command-object-application-command-option-type). */
export const OPTION = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

const LIMIT = LIMITS.command;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const WITH_CHOICES: readonly number[] = [OPTION.string, OPTION.integer, OPTION.number];
const SIMPLE: readonly number[] = [3, 4, 5, 6, 7, 8, 9, 10, 11];

/**
 * All that Discord would refuse in a list of commands to be registered, globally or in a guild
 * (interactions/application-commands). A single command is a list of one.
 */
export function checkCommands(list: unknown, scope: 'global' | 'guild' = 'global'): Problem[] {
  const checker = new Checker();
  const most = LIMIT.chatInput + LIMIT.user + LIMIT.message;
  const commands = checker.list('', list, [0, most]);
  commands.forEach((command, place) => {
    if (checker.object(String(place), command)) checkCommand(checker, String(place), command, scope);
  });
  const kinds = commands.filter(isObject).map((command) => command.type ?? 1);
  for (const [kind, limit] of [
    [1, LIMIT.chatInput],
    [2, LIMIT.user],
    [3, LIMIT.message],
  ] as const) {
    const count = kinds.filter((each) => each === kind).length;
    if (count > limit) {
      checker.add('', 'APPLICATION_COMMAND_TOO_MANY', `${count} commands of type ${kind}; ${limit} at most.`);
    }
  }
  const names = commands.map((command, place) => {
    const { type, name } = isObject(command) ? command : {};
    return [inside(String(place), 'name'), `${type ?? 1} ${name}`] as const;
  });
  const message = 'Application command names must be unique';
  checker.unique(names, 'APPLICATION_COMMANDS_DUPLICATE_NAME', message);
  return checker.problems;
}

function checkCommand(checker: Checker, path: string, command: Json, scope: 'global' | 'guild'): void {
  const type = command.type ?? 1;
  if (!checker.unionType(path, type, [1, 2, 3])) return;
  if (type === 1) {
    checkNames(checker, path, command);
    checkOptions(checker, path, command.options, [...SIMPLE, OPTION.subcommand, OPTION.group]);
  } else {
    checker.text(inside(path, 'name'), command.name, [1, LIMIT.name]);
    if (!isAbsent(command.description) && command.description !== '') {
      const text = 'Context menu commands cannot have description';
      checker.add(inside(path, 'description'), 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION', text);
    }
    if (!isAbsent(command.options)) {
      const text = 'Context menu commands cannot have options';
      checker.add(inside(path, 'options'), 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS', text);
    }
  }
  const permissions = command.default_member_permissions;
  if (!isAbsent(permissions) && !(typeof permissions === 'string' && /^\d+$/.test(permissions))) {
    checker.type(inside(path, 'default_member_permissions'), 'a string of digits');
  }
  checker.optionalBoolean(inside(path, 'nsfw'), command.nsfw);
  for (const [key, allowed] of [
    ['integration_types', [0, 1]],
    ['contexts', [0, 1, 2]],
  ] as const) {
    checkScoped(checker, inside(path, key), command[key], allowed, scope);
  }
  const total = characters(command);
  if (total > LIMIT.total) {
    checker.add(
      path,
      'APPLICATION_COMMAND_TOO_LARGE',
      `Command exceeds maximum size (${LIMIT.total}): ${total}`,
    );
  }
}

/** `integration_types` and `contexts`: sets of known numbers, and only on global commands. */
function checkScoped(
  checker: Checker,
  path: string,
  value: unknown,
  allowed: readonly number[],
  scope: 'global' | 'guild',
): void {
  if (isAbsent(value)) return;
  if (scope === 'guild') {
    checker.add(path, 'APPLICATION_COMMAND_GLOBAL_ONLY', 'Only a global command can have this');
  }
  const list = checker.list(path, value, [1, allowed.length]);
  list.forEach((each, place) => {
    checker.choice(inside(path, place), each, allowed);
  });
  const places = list.map((each, place) => [inside(path, place), each] as const);
  checker.unique(places, 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'The set already contains this value');
}

/** Name and description of a slash command or an option, and their localizations. */
function checkNames(checker: Checker, path: string, { name, description, ...rest }: Json): void {
  checkName(checker, inside(path, 'name'), name);
  checker.text(inside(path, 'description'), description, [1, LIMIT.description]);
  for (const [key, check] of [
    ['name_localizations', checkName],
    ['description_localizations', checkDescription],
  ] as const) {
    const localized = rest[key];
    if (isAbsent(localized) || !checker.object(inside(path, key), localized)) continue;
    for (const [locale, text] of Object.entries(localized)) {
      const at = inside(path, key, locale);
      if (!LOCALES.includes(locale)) checker.add(at, 'BASE_TYPE_CHOICES', `Not a locale: ${locale}`);
      if (text !== null) check(checker, at, text);
    }
  }
}

function checkDescription(checker: Checker, path: string, text: unknown): void {
  checker.text(path, text, [1, LIMIT.description]);
}

function checkName(checker: Checker, path: string, name: unknown): void {
  if (!checker.text(path, name, [1, LIMIT.name])) return;
  if (NAME.test(name) && name === name.toLowerCase()) return;
  checker.add(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
}

function checkOptions(checker: Checker, path: string, value: unknown, allowed: readonly number[]): void {
  const at = inside(path, 'options');
  const options = checker.optionalList(at, value, [0, LIMIT.options]);
  options.forEach((option, place) => {
    const own = inside(at, place);
    if (!checker.object(own, option) || !checker.unionType(own, option.type, allowed)) return;
    checkNames(checker, own, option);
    if (option.type === OPTION.group) checkOptions(checker, own, option.options, [OPTION.subcommand]);
    else if (option.type === OPTION.subcommand) checkOptions(checker, own, option.options, SIMPLE);
    else checkSimple(checker, own, option, option.type);
  });
  const known = options.filter(isObject);
  const nested = known.filter(({ type }) => type === OPTION.subcommand || type === OPTION.group);
  if (nested.length > 0 && nested.length < known.length) {
    const text = 'Sub-command and sub-command group option types are mutually exclusive to all other types';
    checker.add(at, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', text);
  }
  const firstOptional = known.findIndex(({ required }) => required !== true);
  known.forEach(({ required }, place) => {
    if (required !== true || firstOptional === -1 || place < firstOptional) return;
    const text = 'Required options must be placed before non-required options';
    checker.add(inside(at, place), 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', text);
  });
  const names = known.map(({ name }, place) => [inside(at, place, 'name'), name] as const);
  checker.unique(names, 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID', 'Option names must be unique');
}

function checkSimple(checker: Checker, path: string, option: Json, type: number): void {
  const { choices, autocomplete } = option;
  checker.optionalBoolean(inside(path, 'required'), option.required);
  checker.optionalBoolean(inside(path, 'autocomplete'), autocomplete);
  const forbid = (key: string, kinds: readonly number[]) => {
    if (!isAbsent(option[key]) && option[key] !== false && !kinds.includes(type)) {
      checker.add(
        inside(path, key),
        'APPLICATION_COMMAND_OPTION_FIELD_INVALID',
        `Not for an option of type ${type}`,
      );
    }
  };
  forbid('choices', WITH_CHOICES);
  forbid('autocomplete', WITH_CHOICES);
  forbid('min_value', [OPTION.integer, OPTION.number]);
  forbid('max_value', [OPTION.integer, OPTION.number]);
  forbid('min_length', [OPTION.string]);
  forbid('max_length', [OPTION.string]);
  forbid('channel_types', [OPTION.channel]);
  checker.optionalInteger(inside(path, 'min_length'), option.min_length, [0, LIMIT.stringLength]);
  checker.optionalInteger(inside(path, 'max_length'), option.max_length, [1, LIMIT.stringLength]);
  if (autocomplete === true && Array.isArray(choices) && choices.length > 0) {
    const text = 'Autocomplete and choices cannot both be used';
    checker.add(inside(path, 'choices'), 'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE', text);
  }
  checkChoices(checker, inside(path, 'choices'), choices, type);
}

/** Checks choices, of a registered option (its `type` known) or of an autocomplete answer. */
export function checkChoices(checker: Checker, path: string, value: unknown, type?: number): void {
  const choices = checker.optionalList(path, value, [0, LIMIT.choices]);
  const names: (readonly [string, unknown])[] = [];
  choices.forEach((choice, place) => {
    const own = inside(path, place);
    if (!checker.object(own, choice)) return;
    checker.text(inside(own, 'name'), choice.name, [1, LIMIT.choiceName]);
    names.push([inside(own, 'name'), choice.name]);
    const at = inside(own, 'value');
    const textual = type === OPTION.string || (type === undefined && typeof choice.value !== 'number');
    if (textual) checker.text(at, choice.value, [1, LIMIT.choiceValue]);
    else if (typeof choice.value !== 'number') checker.type(at, 'a number');
    else if (type === OPTION.integer && !Number.isInteger(choice.value)) checker.type(at, 'an integer');
  });
  if (type === undefined) return;
  checker.unique(
    names,
    'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
    'Option choice name already exists',
  );
}

/** What counts towards 8,000: names, descriptions and values, each by its longest localization. */
function characters(node: Json): number {
  const longest = (text: unknown, localized: unknown) => {
    const all = [text, ...(isObject(localized) ? Object.values(localized) : [])];
    return Math.max(0, ...all.map((each) => (typeof each === 'string' ? lengthOf(each) : 0)));
  };
  const value = isAbsent(node.value) ? 0 : lengthOf(String(node.value));
  const nested = [node.options, node.choices].flatMap((list) =>
    Array.isArray(list) ? list.filter(isObject) : [],
  );
  const own =
    longest(node.name, node.name_localizations) + longest(node.description, node.description_localizations);
  return nested.reduce((sum, each) => sum + characters(each), own + value);
}
