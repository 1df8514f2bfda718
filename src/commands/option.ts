/** What people and platforms are told of an option. */
export interface OptionInfo {
  /** Shown on both platforms; at most 100 characters. */
  description: string;
  suggests?: Suggests;
  /** What it is, where it is not text. */
  kind?: 'person' | 'number';
  /** The least and the greatest number. */
  range?: readonly [number, number];
  /** The only values there are, each one word. */
  choices?: readonly string[];
}

/** What an option completes to while it is typed. */
export type Suggests = 'concept' | 'topic' | 'world' | 'zone';

/**
 * An option as a command declares it. All that is typed, picked and pressed comes as text, so it is a plain function
 * that says whether the text fits: a schema of zod's for it would be a tenth of a cold start.
 */
export interface Declared<T> extends OptionInfo {
  required: boolean;
  /** @returns nothing for a text that does not fit */
  read(text: string): T | undefined;
}

export type Shape = Readonly<Record<string, Declared<unknown>>>;
export type Values<S extends Shape> = { [Name in keyof S]: S[Name] extends Declared<infer T> ? T : never };

/** The longest text of one option; the rest is cut before anything reads it. */
export const TEXT_LIMIT = 2000;

export function textOption(info: OptionInfo): Declared<string> {
  return { ...info, required: true, read: readText };
}

function readText(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed !== '' && trimmed.length <= TEXT_LIMIT ? trimmed : undefined;
}

/** A person: comes as the platform's id, of capital letters and digits. A name that was merely typed is none. */
export function personOption(info: OptionInfo): Declared<string> {
  const read = (text: string) => (/^[A-Z0-9]{1,40}$/.test(text) ? text : undefined);
  return { ...info, kind: 'person', required: true, read };
}

export function numberOption(info: OptionInfo, least: number, most: number): Declared<number> {
  const read = (text: string) => {
    const number = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
    return number >= least && number <= most ? number : undefined;
  };
  return { ...info, kind: 'number', range: [least, most], required: true, read };
}

/** One of a few words. */
export function choiceOption<const T extends string>(choices: readonly T[], info: OptionInfo): Declared<T> {
  return { ...info, choices, required: true, read: (text) => choices.find((choice) => choice === text) };
}

export function optional<T>(option: Declared<T>): Declared<T | undefined> {
  return { ...option, required: false };
}

/** The options as they were given: their values, or the names of those that are missing or do not fit. */
export function readOptions<S extends Shape>(
  shape: S,
  given: Readonly<Record<string, string>>,
): { values: Values<S> } | { faulty: readonly string[] } {
  const faulty: string[] = [];
  const values = Object.entries(shape).map(([name, { required, read }]) => {
    const text = Object.hasOwn(given, name) ? given[name] : undefined;
    const value = text === undefined ? undefined : read(text);
    if (value === undefined && (required || text !== undefined)) faulty.push(name);
    return [name, value];
  });
  // The type of Object.fromEntries forgets which name has which value; each was read by its own option.
  return faulty.length > 0 ? { faulty } : { values: Object.fromEntries(values) as Values<S> };
}
