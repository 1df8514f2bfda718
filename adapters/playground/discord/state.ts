import type { Json, Problem } from './check/checker.ts';
import type { Pings } from './check/mentions.ts';
import type { LimitUse } from './check/message.ts';
import { refusal } from './errors.ts';
import { type Clock, Ids, Signer } from './ids.ts';
import { type Channel, type Guild, IN_DM, makeWorld, type Person, type World } from './world.ts';

/** A message as it goes over the wire (resources/message#message-object). */
export interface WireMessage extends Json {
  readonly id: string;
  readonly channel_id: string;
  readonly content: string;
  readonly author: Json;
  readonly flags: number;
  readonly embeds: readonly unknown[];
  readonly components: readonly unknown[];
  readonly edited_timestamp: string | null;
}

/** A message and what the wire does not tell of it. */
export interface StoredMessage {
  wire: WireMessage;
  /** The one person who sees it, where it is ephemeral. */
  readonly onlyFor?: string;
  /** The bot has only said that it is thinking. */
  thinking: boolean;
  /** Whom it pings, given its allowed_mentions. */
  pings: Pings;
  readonly nonce?: { readonly value: string | number; readonly at: number };
}

/** What a person sees in place of an answer. */
export interface Failure {
  readonly id: string;
  readonly channelId: string;
  readonly user: string;
  readonly text: string;
  /** What went wrong, for whoever looks behind the scenes. */
  readonly why: string;
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

/** What comes of what a person did. `refused`: their client would not have sent it, so the bot heard nothing. */
export type Outcome =
  | { readonly kind: 'message' | 'thinking'; readonly message: WireMessage; readonly ephemeral: boolean }
  | { readonly kind: 'updated'; readonly message: WireMessage }
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'modal'; readonly modal: Json }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  | { readonly kind: 'failed'; readonly text: string; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly wire: Json;
  readonly user: string;
  readonly channelId: string;
  readonly createdAt: number;
  /** The message which a press, or the modal opened by a press, came from. */
  readonly messageId?: string;
  /** `interaction_metadata` for the messages that come of it. */
  readonly metadata: Json;
  /** Whether the bot is here by invitation, or only by the person's own install. */
  readonly appIsMember: boolean;
  /** The first answer, once given. */
  answer?: { readonly type: number; readonly ephemeral: boolean; messageId?: string };
  /** Nobody waits any more: it was answered or it failed. */
  done: boolean;
  followups: number;
  readonly settle: (outcome: Outcome) => void;
}

/** One exchange between Discord and the bot, as it is shown behind the scenes. */
export interface Exchange {
  readonly id: number;
  readonly at: number;
  /** `interaction`: Discord asks, the bot answers. `rest`: the bot asks. `gateway`: another dispatch or close. */
  readonly kind: 'interaction' | 'rest' | 'gateway';
  readonly title: string;
  readonly request: unknown;
  status?: number;
  response?: unknown;
  ms?: number;
  limits: readonly LimitUse[];
  problems: readonly Problem[];
}

/** What subscribers are told of; they look up the rest. */
export interface Change {
  readonly kind: 'message' | 'failure' | 'modal' | 'exchange' | 'commands' | 'guild' | 'gateway';
  readonly channelId?: string;
}

export interface OpenModal {
  readonly modal: Json;
  readonly channelId: string;
  /** `interaction_metadata` of what opened it. */
  readonly metadata: Json;
  readonly messageId?: string;
}

export interface StateOptions {
  readonly clock: Clock;
  readonly seed: string;
  readonly botToken: string;
}

/** Everything this Discord remembers. */
export class State {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signer: Signer;
  readonly botToken: string;
  readonly world: World;
  /** The application and its bot user share an id, as they do on Discord since 2016. */
  readonly appId: string;
  readonly people = new Map<string, Person>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly messages = new Map<string, StoredMessage[]>();
  readonly failures: Failure[] = [];
  readonly interactions = new Map<string, Interaction>();
  /** Registered commands, by guild id or `global`. */
  readonly commands = new Map<string, Json[]>();
  readonly commandCreates: { readonly scope: string; readonly at: number }[] = [];
  readonly modals = new Map<string, OpenModal>();
  readonly exchanges: Exchange[] = [];
  readonly listeners = new Set<(change: Change) => void>();
  /** Where the gateway is, once the server listens. */
  gatewayUrl = '';
  /** How many shards it recommends. */
  shards = 1;
  /** Sends a dispatch to the gateway sessions it is for. */
  dispatch: (event: string, data: Json) => void = () => {};

  constructor({ clock, seed, botToken }: StateOptions) {
    this.clock = clock;
    this.ids = new Ids(clock, seed);
    this.signer = new Signer(seed);
    this.botToken = botToken;
    this.appId = this.ids.snowflake();
    this.world = makeWorld(this.ids);
    for (const person of Object.values(this.world.people)) this.people.set(person.id, person);
    for (const guild of Object.values(this.world.guilds)) this.guilds.set(guild.id, guild);
    for (const channel of Object.values(this.world.channels)) this.channels.set(channel.id, channel);
  }

  /** Forgets all but the newest so many of each thing, so that one which runs for days does not grow. */
  forget(keep: number): void {
    const lists: unknown[][] = [this.exchanges, this.failures, ...this.messages.values()];
    for (const list of lists) list.splice(0, Math.max(0, list.length - keep));
    const old = [...this.interactions.keys()].slice(0, Math.max(0, this.interactions.size - keep));
    for (const token of old) this.interactions.delete(token);
  }

  notify(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }

  /** Starts an exchange; fill in the rest and call `notify` when it is over. */
  record(kind: Exchange['kind'], title: string, request: unknown): Exchange {
    const exchange: Exchange = {
      id: (this.exchanges.at(-1)?.id ?? 0) + 1,
      at: this.clock.now(),
      kind,
      title,
      request,
      limits: [],
      problems: [],
    };
    this.exchanges.push(exchange);
    this.notify({ kind: 'exchange' });
    return exchange;
  }

  person(id: string): Person {
    const person = this.people.get(id);
    if (person === undefined) throw refusal(10013);
    return person;
  }

  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (channel === undefined) throw refusal(10003);
    return channel;
  }

  guildOf(channel: Channel): Guild | undefined {
    return channel.guildId === undefined ? undefined : this.guilds.get(channel.guildId);
  }

  /** The bot's conversation with one person, begun where there is none. */
  dmWith(user: string): Channel {
    const person = this.person(user);
    const known = [...this.channels.values()].find(({ withBot, only }) => withBot && only?.[0] === user);
    if (known !== undefined) return known;
    const channel: Channel = {
      id: this.ids.snowflake(),
      type: 1,
      name: person.username,
      only: [user],
      withBot: true,
      botPermissions: IN_DM,
      lastMessageId: null,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** Whether a person sees a channel at all. */
  sees(user: string, channel: Channel): boolean {
    const parent = channel.parentId === undefined ? undefined : this.channels.get(channel.parentId);
    if (parent !== undefined) return this.sees(user, parent);
    if (channel.only !== undefined) return channel.only.includes(user);
    return this.guildOf(channel)?.members.has(user) ?? false;
  }
}
