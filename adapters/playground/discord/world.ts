import type { Ids } from './ids.ts';

/** Permissions (topics/permissions) as far as they matter here. */
export const PERMISSION = {
  manageChannels: 1n << 4n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  readHistory: 1n << 16n,
  useCommands: 1n << 31n,
  createThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
} as const;

const EVERYDAY =
  PERMISSION.viewChannel |
  PERMISSION.sendMessages |
  PERMISSION.embedLinks |
  PERMISSION.readHistory |
  PERMISSION.useCommands |
  PERMISSION.createThreads |
  PERMISSION.sendInThreads;

/** A made-up person. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly globalName: string;
  /** The language their client is set to (reference#locales). */
  locale: string;
  /** Whether they installed the app for themselves ("user install"). */
  installed: boolean;
  /** Whether they refuse direct messages from the bot (50007). */
  closedToDms: boolean;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  locale: string;
  /** Whether the bot has been added and not removed. */
  botIsMember: boolean;
  /** Each member's permissions by user id. */
  readonly members: Map<string, bigint>;
}

/** Channel types (resources/channel#channel-object-channel-types): text, DM, announcement, public thread. */
type ChannelType = 0 | 1 | 5 | 11;

export interface Channel {
  readonly id: string;
  readonly type: ChannelType;
  readonly name: string;
  readonly guildId?: string;
  readonly parentId?: string;
  /** Who is in a direct conversation, or the only ones who see a private channel. */
  readonly only?: readonly string[];
  /** Whether the bot is a party to a direct conversation. */
  readonly withBot: boolean;
  /** What the bot may do here. */
  botPermissions: bigint;
  lastMessageId: string | null;
}

/** The world at the start: three people, a guild with the bot, one without, and a conversation of two people. */
export interface World {
  readonly people: { readonly ada: Person; readonly bo: Person; readonly cleo: Person };
  readonly guilds: { readonly home: Guild; readonly elsewhere: Guild };
  readonly channels: {
    readonly general: Channel;
    readonly questions: Channel;
    /** The bot sees it and may not write. */
    readonly rules: Channel;
    /** Only Ada sees it; the bot does not. */
    readonly leads: Channel;
    /** In the guild without the bot. */
    readonly lobby: Channel;
    /** Ada and Bo's own conversation, without the bot. */
    readonly friends: Channel;
  };
}

export function makeWorld(ids: Ids): World {
  const person = (username: string, locale: string): Person => ({
    id: ids.snowflake(),
    username,
    globalName: `${username.charAt(0).toUpperCase()}${username.slice(1)}`,
    locale,
    installed: false,
    closedToDms: false,
  });
  const people = { ada: person('ada', 'en-US'), bo: person('bo', 'de'), cleo: person('cleo', 'en-US') };
  const members = () =>
    new Map([
      [people.ada.id, EVERYDAY | PERMISSION.manageChannels],
      [people.bo.id, EVERYDAY],
      [people.cleo.id, EVERYDAY],
    ]);
  const guild = (name: string, botIsMember: boolean): Guild => ({
    id: ids.snowflake(),
    name,
    locale: 'en-US',
    botIsMember,
    members: members(),
  });
  const guilds = { home: guild('Playground', true), elsewhere: guild('Elsewhere', false) };
  const channel = (
    guildId: string,
    name: string,
    botPermissions: bigint,
    only?: readonly string[],
  ): Channel => ({
    id: ids.snowflake(),
    type: 0,
    name,
    guildId,
    ...(only === undefined ? {} : { only }),
    withBot: false,
    botPermissions,
    lastMessageId: null,
  });
  const { home, elsewhere } = guilds;
  return {
    people,
    guilds,
    channels: {
      general: channel(home.id, 'general', EVERYDAY),
      questions: channel(home.id, 'cloud-questions', EVERYDAY),
      rules: channel(home.id, 'rules', PERMISSION.viewChannel | PERMISSION.readHistory),
      leads: channel(home.id, 'leads', 0n, [people.ada.id]),
      lobby: channel(elsewhere.id, 'lobby', 0n),
      friends: {
        id: ids.snowflake(),
        type: 1,
        name: 'Ada and Bo',
        only: [people.ada.id, people.bo.id],
        withBot: false,
        botPermissions: 0n,
        lastMessageId: null,
      },
    },
  };
}

/** What the bot may do in its conversation with one person. */
export const IN_DM = EVERYDAY;
