/**
 * What one person has before them, as the page gets it from the playground's server. Blocks and components are the
 * very payloads of the bot: the server passes them on as they are, the page reads them by their platform's types.
 */
export interface Shown<Block = unknown, Component = unknown, Option = unknown> {
  person: string;
  people: readonly { name: string; title: string }[];
  clock: {
    /** Milliseconds since 1970, as the bot has it. */
    now: number;
    /** How far it was moved ahead, in milliseconds. */
    moved: number;
  };
  content: ContentNews;
  slack: SlackShown<Block>;
  discord: DiscordShown<Component, Option>;
}

/** What became of the content that was saved last. */
export interface ContentNews {
  concepts: number;
  /** Faults as `simile check` prints them; those with an error keep the content before it in service. */
  faults: readonly { severity: 'error' | 'doubt'; text: string }[];
  /** When it was read last, in milliseconds since 1970 by the real clock. */
  readAt: number;
}

export interface ChannelShown {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'direct' | 'thread';
  /** The newest message in it, to tell what was read from what was not. */
  last: string | undefined;
}

export interface SlackShown<Block = unknown> {
  team: string;
  bot: { id: string; name: string };
  channels: readonly ChannelShown[];
  open: string;
  messages: readonly SlackMessage<Block>[];
  /** Names by id, of people and channels. */
  names: Readonly<Record<string, string>>;
  modal?: SlackView<Block>;
  home?: SlackView<Block>;
  commands: readonly { name: string; description: string; hint: string }[];
  shortcuts: readonly { id: string; name: string; on: 'message' | 'anywhere' }[];
}

export interface SlackMessage<Block = unknown> {
  ts: string;
  /** The message under which it stands, where it is a reply. */
  thread?: string;
  user: string;
  text: string;
  blocks: readonly Block[];
  onlyYou: boolean;
  edited: boolean;
}

export interface SlackView<Block = unknown> {
  id: string;
  /** Changes whenever the bot changes the view. */
  hash: string;
  title: string;
  submit?: string;
  close: string;
  blocks: readonly Block[];
  /** What stands in red beside a field, by block. */
  errors: Readonly<Record<string, string>>;
}

export interface DiscordShown<Component = unknown, Option = unknown> {
  guild: string;
  bot: { id: string; name: string };
  channels: readonly ChannelShown[];
  open: string;
  messages: readonly DiscordMessage<Component>[];
  names: Readonly<Record<string, string>>;
  modal?: { id: string; title: string; components: readonly Component[] };
  commands: readonly { name: string; description: string; options: readonly Option[] }[];
  /** Commands of a message's menu. */
  menus: readonly string[];
}

export interface DiscordMessage<Component = unknown> {
  id: string;
  author: string;
  at: number;
  content: string;
  components: readonly Component[];
  onlyYou: boolean;
  thinking: boolean;
  edited: boolean;
  /** Who used which command, where it answers one. */
  used?: { user: string; command: string };
  /** What Discord says where the bot did not answer; there is nothing else then. */
  failure?: string;
}

/** One request and its answer, behind a message. */
export interface Step {
  id: number;
  title: string;
  from: 'platform' | 'bot';
  ms: number | undefined;
  status: number | undefined;
  sent: unknown;
  answer: unknown;
  limits: readonly { name: string; used: number; of: number }[];
  problems: readonly string[];
}

/** What went in and out for one message, and how long the answer took from the press of the key. */
export interface Behind {
  ms: number | undefined;
  steps: readonly Step[];
}

/** What comes back from an act. */
export interface Done {
  /** Something the platform itself tells the person. */
  note?: string;
  /** Completions, where some were asked for. */
  choices?: readonly { name: string; value: string }[];
}
