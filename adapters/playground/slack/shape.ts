import { isObject, type Json, type JsonObject } from './json.ts';

/** One thing Slack would refuse. `pointer` is a JSON pointer into what was sent. */
export interface Problem {
  error: string;
  pointer: string;
  message: string;
}

export type Say = (pointer: string, message: string, error?: string) => void;
/** Looks at one value and says what is wrong with it, in the words Slack uses. */
export type Check = (value: Json, at: string, say: Say) => void;
export type Fields = Record<string, Check>;

/** Collects what the checks say; `error` is the code of those that name none. */
export function collect(error: string, run: (say: Say) => void): Problem[] {
  const problems: Problem[] = [];
  run((pointer, message, own) => problems.push({ error: own ?? error, pointer, message }));
  return problems;
}

export const boolean: Check = (value, at, say) => {
  if (typeof value !== 'boolean') say(at, 'must be a boolean');
};

export const integer: Check = (value, at, say) => {
  if (!Number.isInteger(value)) say(at, 'must be an integer');
};

export const number: Check = (value, at, say) => {
  if (typeof value !== 'number') say(at, 'must be a number');
};

export function string(max: number, min = 1): Check {
  return (value, at, say) => {
    if (typeof value !== 'string') return say(at, 'must be a string');
    if (value.length < min) say(at, `must be more than ${min - 1} characters`);
    if (value.length > max) say(at, `must be less than ${max + 1} characters`);
  };
}

export function matching(pattern: RegExp, words: string): Check {
  return (value, at, say) => {
    if (typeof value !== 'string' || !pattern.test(value)) say(at, words);
  };
}

export function oneOf(...allowed: (string | number)[]): Check {
  return (value, at, say) => {
    if (!allowed.some((each) => each === value))
      say(at, `must be a valid enum value (${allowed.join(', ')})`);
  };
}

/** A web address people may be sent to: any other scheme could run code or open another program. */
export function webAddress(max: number): Check {
  return (value, at, say) => {
    string(max)(value, at, say);
    if (typeof value !== 'string') return;
    const address = URL.parse(value);
    if (!address || !['http:', 'https:'].includes(address.protocol))
      say(at, 'must be a valid http or https url');
  };
}

export function list(each: Check, min: number, max: number): Check {
  return (value, at, say) => {
    if (!Array.isArray(value)) return say(at, 'must provide an array');
    if (value.length < min) say(at, `no fewer than ${min} items allowed`);
    if (value.length > max) say(at, `no more than ${max} items allowed`);
    value.forEach((item, index) => {
      each(item, `${at}/${index}`, say);
    });
  };
}

/** An object with exactly these fields; `type` itself is looked at by `variant`. */
export function object(
  required: Fields,
  optional: Fields = {},
  also?: (value: JsonObject, at: string, say: Say) => void,
): Check {
  return (value, at, say) => {
    if (!isObject(value)) return say(at, 'must be an object');
    for (const name of Object.keys(required)) {
      if (value[name] === undefined || value[name] === null) say(at, `missing required field: ${name}`);
    }
    for (const [name, field] of Object.entries(value)) {
      if (name === 'type' || field === undefined) continue;
      const check = Object.hasOwn(required, name)
        ? required[name]
        : Object.hasOwn(optional, name)
          ? optional[name]
          : undefined;
      if (!check) say(`${at}/${name}`, `invalid additional property: ${name}`);
      else if (field !== null || !Object.hasOwn(required, name)) check(field, `${at}/${name}`, say);
    }
    also?.(value, at, say);
  };
}

/** One of several objects, told apart by `type`. */
export function variant(kinds: Record<string, Check>): Check {
  return (value, at, say) => {
    if (!isObject(value)) return say(at, 'must be an object');
    if (typeof value.type !== 'string') return say(at, 'missing required field: type');
    const check = Object.hasOwn(kinds, value.type) ? kinds[value.type] : undefined;
    if (!check) return say(`${at}/type`, `unsupported type: ${value.type}`);
    check(value, at, say);
  };
}

export function pick(kinds: Record<string, Check>, names: readonly string[]): Record<string, Check> {
  return Object.fromEntries(Object.entries(kinds).filter(([name]) => names.includes(name)));
}
