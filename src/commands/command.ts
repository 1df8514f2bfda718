import type { Catalog } from '../concepts/catalog.ts';
import { lazily } from '../lazily.ts';
import type { LazyLookup } from '../lookup/lookup.ts';
import type { Poster, Random } from '../ports.ts';
import type { Answer, Visibility } from '../replies/reply.ts';
import type { Store } from '../store.ts';
import { type OptionInfo, readOptions, type Shape, type Values } from './option.ts';

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
  lookup: LazyLookup;
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

/**
 * Who may run a command: with some options anyone, with others those who manage the channel. `depends`: the command
 * decides by itself, and is told whether they manage the channel.
 */
export type Who = 'anyone' | 'managers' | 'depends';
type WhoMay = Who | ((options: Readonly<Record<string, string>>) => Who);

export function whoMay({ who }: Pick<Command, 'who'>, options: Readonly<Record<string, string>>): Who {
  return typeof who === 'function' ? who(options) : who;
}

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

interface Declaration<S extends Shape> {
  name: string;
  description: string;
  options: S;
  visibility: Visibility;
  who: Command['who'];
  listed: boolean;
  examples: readonly string[];
  /** Where it takes much to answer, it is loaded then: what is declared is loaded with every start. */
  run(asked: Asked<Values<S>>, knowledge: Knowledge): Answer | Refusal | Promise<Answer | Refusal>;
}

/** Declares a command once; everything that describes it is derived from this. */
export function declare<S extends Shape>({ options, run, ...rest }: Declaration<S>): Command {
  const named = lazily(() => Object.entries(options).map(([name, option]) => ({ ...option, name })));
  return {
    ...rest,
    get options() {
      return named();
    },
    answer(invocation, knowledge) {
      const read = readOptions(options, invocation.options);
      return 'faulty' in read ? read : run({ options: read.values, invocation }, knowledge);
    },
  };
}
