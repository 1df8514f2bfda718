import { isAbsent, isObject, type Json, lengthOf } from './check/checker.ts';
import { OPTION } from './check/commands.ts';
import { LIMITS } from './limits.ts';
import type { State } from './state.ts';
import { memberOf, wireBot, wireChannel, wireUser } from './wire.ts';
import type { Channel } from './world.ts';

/** What the person's own client would not let them send. */
export class ClientRefusal extends Error {}

/** What a person fills in: by option name. A channel or a person is given by id. */
export type Given = Readonly<Record<string, string | number | boolean>>;

interface Filled {
  /** `data.options`; absent where there is nothing. */
  readonly options?: readonly Json[];
  readonly resolved?: Json;
}

function listed(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/**
 * The `options` and `resolved` of an interaction for a command's declared options. `path` are the names of the
 * sub-command group and sub-command. With `focused`, it is what autocomplete sends: unfinished.
 */
export function fillOptions(
  state: State,
  channel: Channel,
  declared: unknown,
  path: readonly string[],
  given: Given,
  focused?: string,
): Filled {
  const [next, ...rest] = path;
  const list = listed(declared);
  const nested = list.some(({ type }) => type === OPTION.subcommand || type === OPTION.group);
  if (next === undefined) {
    if (nested) throw new ClientRefusal('a sub-command has to be chosen');
    return fillSimple(state, channel, list, given, focused);
  }
  const option = list.find(({ name, type }) => name === next && (type === 1 || type === 2));
  if (option === undefined) throw new ClientRefusal(`no sub-command ${next}`);
  const inner = fillOptions(state, channel, option.options, rest, given, focused);
  return { ...inner, options: [{ name: next, type: option.type, options: inner.options ?? [] }] };
}

function fillSimple(
  state: State,
  channel: Channel,
  declared: readonly Json[],
  given: Given,
  focused?: string,
): Filled {
  for (const name of Object.keys(given)) {
    if (!declared.some((option) => option.name === name)) throw new ClientRefusal(`no option ${name}`);
  }
  if (focused === undefined) {
    const missing = declared.find(({ name, required }) => required === true && !(String(name) in given));
    if (missing !== undefined) throw new ClientRefusal(`the option ${missing.name} is required`);
  }
  const names = new Set([...Object.keys(given), ...(focused === undefined ? [] : [focused])]);
  const options: Json[] = [];
  const resolved: Record<string, Record<string, unknown>> = {};
  for (const name of names) {
    const option = declared.find((each) => each.name === name);
    if (option === undefined) throw new ClientRefusal(`no option ${name}`);
    if (name === focused) {
      if (option.autocomplete !== true) throw new ClientRefusal(`the option ${name} has no autocomplete`);
      options.push({ name, type: option.type, value: String(given[name] ?? ''), focused: true });
      continue;
    }
    const value = given[name];
    const wrong = wrongValue(state, channel, option, value);
    if (wrong !== undefined) throw new ClientRefusal(`the option ${name} ${wrong}`);
    options.push({ name, type: option.type, value });
    if (typeof value === 'string') resolve(state, channel, Number(option.type), value, resolved);
  }
  return {
    ...(options.length === 0 ? {} : { options }),
    ...(Object.keys(resolved).length === 0 ? {} : { resolved }),
  };
}

function wrongValue(state: State, channel: Channel, option: Json, value: unknown): string | undefined {
  switch (option.type) {
    case OPTION.string:
      return typeof value === 'string' ? wrongText(option, value) : 'wants text';
    case OPTION.integer:
      return Number.isInteger(value) ? wrongNumber(option, Number(value)) : 'wants a whole number';
    case OPTION.number:
      return typeof value === 'number' ? wrongNumber(option, value) : 'wants a number';
    case OPTION.boolean:
      return typeof value === 'boolean' ? undefined : 'wants true or false';
    case OPTION.channel:
      return wrongChannel(state, channel, option, String(value));
    case OPTION.user:
      return state.people.has(String(value)) || value === state.appId ? undefined : 'wants a person';
    default:
      return `is of type ${option.type}, which is not played here`;
  }
}

function wrongText(option: Json, value: string): string | undefined {
  const { min_length: least, max_length: most } = option;
  const length = lengthOf(value);
  // A client sends no empty option: it counts as not filled in.
  const shortest = Math.max(1, typeof least === 'number' ? least : 0);
  if (length < shortest) return `wants at least ${shortest} characters`;
  const longest = typeof most === 'number' ? most : LIMITS.command.stringLength;
  if (length > longest) return `wants at most ${longest} characters`;
  return notAChoice(option, value);
}

function wrongNumber(option: Json, value: number): string | undefined {
  const { min_value: least, max_value: most } = option;
  if (typeof least === 'number' && value < least) return `wants at least ${least}`;
  if (typeof most === 'number' && value > most) return `wants at most ${most}`;
  return notAChoice(option, value);
}

function notAChoice({ choices }: Json, value: unknown): string | undefined {
  const list = listed(choices);
  if (list.length === 0 || list.some((choice) => choice.value === value)) return undefined;
  return 'wants one of its choices';
}

function wrongChannel(state: State, here: Channel, option: Json, id: string): string | undefined {
  const channel = state.channels.get(id);
  if (channel === undefined || channel.guildId !== here.guildId) return 'wants a channel of this server';
  const types = option.channel_types;
  if (isAbsent(types) || !Array.isArray(types) || types.includes(channel.type)) return undefined;
  return 'wants another kind of channel';
}

/** Adds what an id stands for to `resolved`. */
export function resolve(
  state: State,
  here: Channel,
  type: number,
  id: string,
  resolved: Record<string, Record<string, unknown>>,
): void {
  const put = (kind: string, value: Json) => {
    resolved[kind] = { ...resolved[kind], [id]: value };
  };
  const person = state.people.get(id);
  const channel = state.channels.get(id);
  // The bot's own account can be named like anybody else's.
  if (type === OPTION.user && id === state.appId) put('users', wireBot(state));
  if (type === OPTION.user && person !== undefined) {
    put('users', wireUser(person));
    const permissions = state.guildOf(here)?.members.get(id);
    if (permissions === undefined) return;
    const { deaf, mute, ...member } = memberOf(permissions);
    put('members', member);
  }
  if (type === OPTION.channel && channel !== undefined) {
    put('channels', wireChannel(state, channel, channel.botPermissions));
  }
}
