import * as z from 'zod/mini';
import type { Catalog } from '../concepts/catalog.ts';
import { lazily } from '../lazily.ts';
import type { Lookup } from '../lookup/lookup.ts';
import type { Poster, Random } from '../ports.ts';
import type { Answer, Visibility } from '../replies/reply.ts';
import type { Store } from '../store.ts';

/** Somebody asks for something, whichever way it reached us. */
export interface Invocation {
  /** The platform's own id of the request: the same one again is the same request. */
  id: string;
  command: string;
  /** As they came from the platform, unchecked. */
  options: Readonly<Record<string, string>>;
  person: Person;
  place: Place;
  /** When the server received it, in milliseconds since 1970. */
  at: number;
  /** Set when it comes from a button or a menu: whether the presser alone sees the message it is on. */
  pressed?: { onPrivate: boolean };
  /** Ids of those named in options that are no people, where the platform tells. */
  bots?: readonly string[];
}

export interface Person {
  /** The platform's id. */
  id: string;
  /** A BCP 47 tag, where the platform tells. */
  locale?: string;
  /** Whether they may manage the channel. */
  manages: boolean;
  /** Their IANA time zone, where the platform tells. */
  zone?: string;
}

export interface Place {
  platform: 'slack' | 'discord' | 'terminal';
  workspace: string;
  channel: string;
  /** False where the bot is known not to be allowed to post by itself. */
  open?: boolean;
}

/** What commands may draw on. */
export interface Knowledge {
  catalog: Catalog;
  lookup: Lookup;
  commands: readonly Command[];
  /** Where concepts are suggested and mistakes reported: a repository's https address. */
  repository: string | undefined;
  store: Store;
  random: Random;
  posters: Posters;
  /** Hears of what went wrong behind an answer that is given all the same: never with what was typed. */
  onError: (code: string, cause: unknown) => void;
}

/** The way to each platform that is connected; the host puts them in. */
export type Posters = Partial<Record<Place['platform'], Poster>>;

/** What an option completes to while it is typed. */
export type Suggests = 'concept' | 'topic' | 'world' | 'zone';

interface OptionInfo {
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

/**
 * Who may run a command: with some options anyone, with others those who manage the channel. `depends`: the command
 * decides by itself, and is told whether they manage the channel.
 */
export type Who = 'anyone' | 'managers' | 'depends';
type WhoMay = Who | ((options: Readonly<Record<string, string>>) => Who);

export function whoMay({ who }: Pick<Command, 'who'>, options: Readonly<Record<string, string>>): Who {
  return typeof who === 'function' ? who(options) : who;
}

/** Holds what platforms need to know of an option beside its type. */
export const optionInfo = z.registry<OptionInfo>();

export function textOption(info: OptionInfo) {
  return z.string().check(z.trim(), z.minLength(1), z.maxLength(TEXT_LIMIT)).register(optionInfo, info);
}

/** A person: comes as the platform's id, of capital letters and digits. A name that was merely typed is none. */
export function personOption(info: OptionInfo) {
  return z
    .string()
    .check(z.regex(/^[A-Z0-9]{1,40}$/))
    .register(optionInfo, { ...info, kind: 'person' });
}

/** A whole number: comes as text, like everything that is typed. */
export function numberOption(info: OptionInfo, least: number, most: number) {
  const range = [least, most] as const;
  const digits = z.string().check(z.trim(), z.regex(/^\d{1,6}$/));
  return z
    .pipe(z.pipe(digits, z.transform(Number)), z.int().check(z.minimum(least), z.maximum(most)))
    .register(optionInfo, { ...info, kind: 'number', range });
}

/** One of a few words. */
export function choiceOption<const T extends readonly [string, ...string[]]>(choices: T, info: OptionInfo) {
  return z.enum(choices).register(optionInfo, { ...info, choices });
}

/** The longest text of one option; the rest is cut before anything reads it. */
export const TEXT_LIMIT = 2000;

/** A command as the rest of the program sees it. */
export interface Command {
  name: string;
  /** One line; at most 100 characters. */
  description: string;
  options: readonly Option[];
  visibility: Visibility;
  who: WhoMay;
  /** Whether people can type it; what is not listed is reached by buttons only. */
  listed: boolean;
  /** Option texts that work, for the help. */
  examples: readonly string[];
  answer(invocation: Invocation, knowledge: Knowledge): Answer | Refusal | Promise<Answer | Refusal>;
}

/** Options that do not pass, and which. */
export interface Refusal {
  faulty: readonly string[];
}

export interface Option extends OptionInfo {
  name: string;
  required: boolean;
}

/** What a command was asked, with its options as they passed. */
export interface Asked<Options> {
  options: Options;
  invocation: Invocation;
}

type Options = Record<string, z.ZodMiniType>;

interface Declaration<Shape extends Options> {
  name: string;
  description: string;
  /** Made when they are first needed: those of all commands together would cost a cold start 5 ms. */
  options: () => Shape;
  visibility: Visibility;
  who: Command['who'];
  listed: boolean;
  examples: readonly string[];
  /** Where it takes much to answer, it is loaded then: what is declared is loaded with every start. */
  run(
    asked: Asked<z.output<z.ZodMiniObject<Shape>>>,
    knowledge: Knowledge,
  ): Answer | Refusal | Promise<Answer | Refusal>;
}

/** Declares a command once; everything that describes it is derived from this. */
export function declare<Shape extends Options>(declaration: Declaration<Shape>): Command {
  const { options, run, ...rest } = declaration;
  const schema = lazily(() => z.object(options()));
  const described = lazily(() =>
    Object.entries(schema().shape).map(([name, type]) => describeOption(name, type)),
  );
  return {
    ...rest,
    get options() {
      return described();
    },
    answer(invocation, knowledge) {
      const parsed = z.safeParse(schema(), invocation.options);
      if (!parsed.success)
        return { faulty: [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))] };
      return run({ options: parsed.data, invocation }, knowledge);
    },
  };
}

function describeOption(name: string, type: z.ZodMiniType): Option {
  const inner = type instanceof z.ZodMiniOptional ? type.def.innerType : type;
  const info = optionInfo.get(type) ?? optionInfo.get(inner);
  return { ...info, name, required: inner === type, description: info?.description ?? name };
}
