import type { LimitUse, Problem } from './check.ts';
import type { Ids } from './ids.ts';
import type { Json, JsonObject } from './json.ts';
import type { Channel, Failure, Message, Person, Workspace } from './workspace.ts';
import { channelOf } from './workspace.ts';

/** One request and its answer, whoever asked: what happens behind the scenes. Holds no token. */
export interface Exchange {
  id: number;
  team: string;
  from: 'slack' | 'bot';
  /** `slash_commands`, `interactive` or `events_api` from Slack; a Web API method or `response_url` from the bot. */
  kind: string;
  /** The person whose act it was. */
  user?: string;
  /** Milliseconds since 1970. */
  at: number;
  /** What the payload was: JSON as sent, before any form encoding. */
  sent: JsonObject;
  retry?: Retry;
  /** HTTP status; 0 where nothing came back. A Socket Mode acknowledgement counts as 200. */
  status: number;
  answer: Json | undefined;
  /** Milliseconds from asking to the answer, by the injected clock. */
  ms: number;
  limits: LimitUse[];
  /** Why what the bot sent was refused. */
  problems: Problem[];
  /** There was no way to the bot. */
  unreachable?: boolean;
  /** The bot asked not to be sent this again. */
  noRetry?: boolean;
  /** What Slack told the person instead. */
  failure?: Failure;
  /** The message it made or changed. */
  message?: { channel: string; ts: string };
  /** The response_url it was posted to. */
  url?: string;
}

export interface Retry {
  num: number;
  reason: string;
}

/** Where messages sent through a response_url belong, and which message they may replace. */
export interface ResponseUrl {
  team: string;
  user: string;
  channel: string;
  thread_ts?: string;
  original?: string;
  uses: number;
  until: number;
}

export interface Trigger {
  team: string;
  user: string;
  until: number;
  used: boolean;
}

/** Everything the parts of the stand-in share. */
export interface World {
  ids: Ids;
  app_id: string;
  appToken: string;
  workspaces: Workspace[];
  responseUrls: Map<string, ResponseUrl>;
  triggers: Map<string, Trigger>;
  exchanges: Exchange[];
  /** The stand-in's own address, without a slash at the end. */
  origin: string;
  /** Milliseconds between two messages of the bot in one channel; undefined where nobody counts. */
  channelMessageMs?: number;
  /** When the bot last posted, by channel. */
  lastPost: Map<string, number>;
  /** Addresses of sockets not opened yet. */
  tickets: Set<string>;
  openSockets(): number;
  /** Tells those who look on that something is different now. */
  changed(): void;
  /** Called when the bot has posted a message that others see. */
  posted(workspace: Workspace, message: Message): void;
}

export function workspaceOf(world: World, team: string): Workspace {
  const found = world.workspaces.find((workspace) => workspace.team.id === team);
  if (!found) throw new Error(`There is no workspace ${team}`);
  return found;
}

/** The person (by id or user name) and their workspace. Throws where nobody is called that. */
export function whereIs(world: World, user: string): { workspace: Workspace; person: Person } {
  for (const workspace of world.workspaces) {
    const person = workspace.people.find((each) => each.id === user || each.name === user);
    if (person) return { workspace, person };
  }
  throw new Error(`There is nobody called ${user}`);
}

/** A channel by id or name, as someone inside it would use it. Throws where the person cannot write there. */
export function channelFor(workspace: Workspace, person: Person, channel: string): Channel {
  const found =
    channelOf(workspace, channel) ??
    workspace.channels.find((each) => each.kind !== 'im' && each.name === channel.replace(/^#/, ''));
  if (!found?.members.has(person.id)) throw new Error(`${person.name} is not in a channel ${channel}`);
  if (found.archived) throw new Error(`${channel} is archived`);
  return found;
}

export function record(world: World, exchange: Omit<Exchange, 'id'>): Exchange {
  const kept = { id: (world.exchanges.at(-1)?.id ?? 0) + 1, ...exchange };
  world.exchanges.push(kept);
  world.changed();
  return kept;
}
