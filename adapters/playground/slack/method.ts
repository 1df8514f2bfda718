import type { Problem } from './check.ts';
import { type Json, type JsonObject, textOr } from './json.ts';
import { type Channel, channelOf, type Workspace } from './workspace.ts';
import type { World } from './world.ts';

export interface Call {
  world: World;
  workspace: Workspace;
  args: JsonObject;
}

export type Outcome = { ok: JsonObject } | Refusal;

export interface Refusal {
  error: string;
  problems?: Problem[];
  /** Seconds to wait, where the refusal is the rate limit's. */
  retryAfter?: number;
  needed?: string;
}

export interface Method {
  /** The scope the method needs, if any; a function where it depends on what is asked. */
  scope?: string | ((call: Call) => string | undefined);
  run(call: Call): Outcome;
}

/** A channel the bot may know of: any public one, others only from inside. */
export function reachable(workspace: Workspace, id: Json | undefined): Channel | undefined {
  const channel = channelOf(workspace, textOr(id));
  return channel && (channel.kind === 'public' || channel.members.has(workspace.bot.user_id))
    ? channel
    : undefined;
}
