import type { Ids } from './ids.ts';
import type { JsonObject } from './json.ts';

export interface Person {
  id: string;
  /** The user name, as in `user_name`. */
  name: string;
  real_name: string;
  /** An IANA time zone. */
  tz: string;
  /** An admin of the workspace. */
  admin?: boolean;
}

export interface Channel {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  /** Whoever made it. */
  creator: string;
  /** Ids of the people in it, and the bot's where it was invited. */
  members: Set<string>;
  archived: boolean;
  messages: Message[];
}

export interface Message {
  channel: string;
  ts: string;
  thread_ts?: string;
  user: string;
  bot_id?: string;
  text: string;
  blocks: JsonObject[];
  metadata?: JsonObject;
  edited?: boolean;
  client_msg_id?: string;
  /** The one person who sees it, where it is ephemeral ("Only visible to you"). */
  only_for?: string;
}

/** A modal or a Home tab as one person has it before them. */
export interface View {
  id: string;
  user: string;
  type: 'modal' | 'home';
  /** What the bot sent, with generated block and action ids filled in. */
  sent: JsonObject;
  blocks: JsonObject[];
  hash: string;
  root: string;
  previous: string | null;
  /** What the person typed or chose, by `block_id/action_id`. */
  chosen: Chosen;
  /** What stands in red beside the fields, by block_id. */
  errors: Record<string, string>;
}

export type Chosen = Map<string, ChosenValue>;
export type ChosenValue = string | string[] | JsonObject | JsonObject[] | null;

/** Something Slack itself told a person, because the bot did not do its part. */
export interface Failure {
  error: string;
  user: string;
  /** What the person reads. */
  text: string;
}

interface Bot {
  user_id: string;
  bot_id: string;
  name: string;
  token: string;
}

/** What the app was granted here. Undefined lists mean that everything is registered. */
export interface Grants {
  scopes: Set<string>;
  commands?: Set<string>;
  /** Commands whose mentions come with ids; all where nothing is said. */
  escaping?: Set<string>;
  events?: Set<string>;
  shortcuts?: Set<string>;
}

/** All the state of one workspace. */
export interface Workspace {
  team: { id: string; name: string; domain: string };
  app_id: string;
  bot: Bot;
  grants: Grants;
  installed: boolean;
  people: Person[];
  channels: Channel[];
  /** Open modals by person, the root first. */
  modals: Map<string, View[]>;
  homes: Map<string, View>;
  failures: Failure[];
  /** What people chose in messages, by person and message. */
  chosen: Map<string, Chosen>;
}

/** Three made-up people and four channels; the bot is in `general`, `platform` and `old-news` (archived). */
const madeUpPeople: readonly Person[] = [
  { id: 'U0ADA00001', name: 'ada', real_name: 'Ada Okafor', tz: 'Europe/Berlin', admin: true },
  { id: 'U0BEN00001', name: 'ben', real_name: 'Ben Lindqvist', tz: 'America/New_York' },
  { id: 'U0CHA00001', name: 'chandra', real_name: 'Chandra Iyer', tz: 'Asia/Kolkata' },
];

interface ChannelPlan {
  id: string;
  name: string;
  kind?: 'public' | 'private';
  /** Names of the people in it; everyone where left out. */
  members?: readonly string[];
  /** Whether the bot was invited. */
  bot?: boolean;
  archived?: boolean;
}

const madeUpChannels: readonly ChannelPlan[] = [
  { id: 'C0GENERAL1', name: 'general', bot: true },
  { id: 'C0RANDOM01', name: 'random' },
  { id: 'C0PLATFORM', name: 'platform', kind: 'private', members: ['ada', 'ben'], bot: true },
  { id: 'C0OLDNEWS1', name: 'old-news', bot: true, archived: true },
];

/** What the app is granted where no manifest says otherwise: enough to answer, not to post where it is no member. */
const usualScopes: readonly string[] = [
  'app_mentions:read',
  'channels:read',
  'chat:write',
  'commands',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'users:read',
];

export interface WorkspacePlan {
  team?: Workspace['team'];
  botToken?: string;
  people?: readonly Person[];
  channels?: readonly ChannelPlan[];
  grants?: Partial<Grants>;
}

export function createWorkspace(plan: WorkspacePlan, app_id: string, ids: Ids): Workspace {
  const people = [...(plan.people ?? madeUpPeople)];
  const bot: Bot = {
    user_id: ids.id('U0BOT'),
    bot_id: ids.id('B0BOT'),
    name: 'simile',
    token: plan.botToken ?? 'xoxb-stand-in',
  };
  const channels = (plan.channels ?? madeUpChannels).map((channel): Channel => {
    const inside = people.filter((person) => channel.members?.includes(person.name) ?? true);
    return {
      id: channel.id,
      name: channel.name,
      kind: channel.kind ?? 'public',
      creator: inside[0]?.id ?? '',
      members: new Set([...inside.map((person) => person.id), ...(channel.bot ? [bot.user_id] : [])]),
      archived: channel.archived ?? false,
      messages: [],
    };
  });
  return {
    team: plan.team ?? { id: 'T0TEAM0001', name: 'Example Team', domain: 'example-team' },
    app_id,
    bot,
    grants: { ...plan.grants, scopes: plan.grants?.scopes ?? new Set(usualScopes) },
    installed: true,
    people,
    channels,
    modals: new Map(),
    homes: new Map(),
    failures: [],
    chosen: new Map(),
  };
}

/** The person's conversation with the bot, opened if it was not. */
export function openDirect(workspace: Workspace, user: string, ids: Ids): Channel {
  const found = workspace.channels.find((channel) => channel.kind === 'im' && channel.members.has(user));
  if (found) return found;
  const channel: Channel = {
    id: ids.id('D0'),
    name: 'directmessage',
    kind: 'im',
    creator: workspace.bot.user_id,
    members: new Set([user, workspace.bot.user_id]),
    archived: false,
    messages: [],
  };
  workspace.channels.push(channel);
  return channel;
}

/** A message by what payloads name it with. */
export function refOf({ channel, ts }: Message): { channel: string; ts: string } {
  return { channel, ts };
}

export function findMessage(workspace: Workspace, channel: string, ts: string): Message | undefined {
  return channelOf(workspace, channel)?.messages.find((message) => message.ts === ts);
}

export function channelOf(workspace: Workspace, id: string): Channel | undefined {
  return workspace.channels.find((channel) => channel.id === id);
}

/** Whether the person can open the channel at all: a public one always, others only from inside. */
export function canSee(channel: Channel, user: string): boolean {
  return channel.kind === 'public' || channel.members.has(user);
}

/** What a person sees in a channel, oldest first: everyone's messages and those only for this person. */
export function visibleTo(workspace: Workspace, user: string, channel: string): Message[] {
  const found = channelOf(workspace, channel);
  if (!found || !canSee(found, user)) return [];
  return found.messages.filter((message) => !message.only_for || message.only_for === user);
}

export function findView(workspace: Workspace, id: string): View | undefined {
  return [...[...workspace.modals.values()].flat(), ...workspace.homes.values()].find(
    (view) => view.id === id,
  );
}

/** Reads an app manifest (docs.slack.dev/reference/app-manifest) for what the app may do and will be told. */
export function grantsOf(manifest: ManifestPart): Grants {
  const bot = manifest.oauth_config?.scopes?.bot ?? [];
  return {
    scopes: new Set(bot),
    commands: new Set((manifest.features?.slash_commands ?? []).map((each) => each.command)),
    escaping: new Set(
      (manifest.features?.slash_commands ?? []).flatMap((each) => (each.should_escape ? [each.command] : [])),
    ),
    events: new Set(manifest.settings?.event_subscriptions?.bot_events ?? []),
    shortcuts: new Set((manifest.features?.shortcuts ?? []).map((each) => each.callback_id)),
  };
}

/** The parts of an app manifest that are read here. */
export interface ManifestPart {
  features?: {
    slash_commands?: { command: string; should_escape?: boolean }[];
    shortcuts?: { callback_id: string }[];
  };
  oauth_config?: { scopes?: { bot?: string[] } };
  settings?: { event_subscriptions?: { bot_events?: string[] } };
}
