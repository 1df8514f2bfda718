import { checkMessage, type Problem } from './check.ts';
import type { Json, JsonObject } from './json.ts';
import { limits } from './limits.ts';
import { post, remove, replace, type Where } from './posting.ts';
import { findMessage, refOf, type Workspace } from './workspace.ts';
import { type ResponseUrl, type Trigger, type World, workspaceOf } from './world.ts';

/** Trigger ids and response URLs: what an interaction hands the bot, good for a while. */

export function issueTrigger(world: World, team: string, user: string): string {
  const id = world.ids.trigger();
  world.triggers.set(id, { team, user, until: world.ids.now() + limits.triggerMs, used: false });
  return id;
}

/** Spends a trigger id, once. Errors as on docs.slack.dev/reference/methods/views.open. */
export function useTrigger(world: World, id: string, team: string): Trigger | { error: string } {
  const trigger = world.triggers.get(id);
  if (trigger?.team !== team) return { error: 'invalid_trigger_id' };
  if (trigger.used) return { error: 'exchanged_trigger_id' };
  if (world.ids.now() > trigger.until) return { error: 'expired_trigger_id' };
  trigger.used = true;
  return trigger;
}

export type UrlKind = 'commands' | 'actions' | 'app';

export function issueResponseUrl(
  world: World,
  kind: UrlKind,
  workspace: Workspace,
  where: Where,
  original?: string,
): string {
  const token = world.ids.id('response-');
  const number = world.ids.id('').slice(-6);
  const until = world.ids.now() + limits.responseUrlMs;
  world.responseUrls.set(token, {
    team: workspace.team.id,
    ...where,
    ...(original ? { original } : {}),
    uses: 0,
    until,
  });
  return `${world.origin}/${kind}/${workspace.team.id}/${number}/${token}`;
}

export interface UrlAnswer {
  status: number;
  body: Json;
  problems: Problem[];
  link?: ResponseUrl;
  /** The message it made or changed. */
  message?: { channel: string; ts: string };
}

/**
 * What a POST to a response_url does. A sixth use and a late one answer 404 with `used_url` and `expired_url`
 * (general knowledge; no page states the codes). A refused message does not spend a use.
 */
export function useResponseUrl(world: World, token: string, payload: JsonObject): UrlAnswer {
  const link = world.responseUrls.get(token);
  if (!link) return refused(404, 'invalid_url');
  if (world.ids.now() > link.until) return refused(404, 'expired_url', [], link);
  if (link.uses >= limits.responseUrlUses) return refused(404, 'used_url', [], link);
  const workspace = workspaceOf(world, link.team);
  const original = link.original ? findMessage(workspace, link.channel, link.original) : undefined;
  const replacing = payload.replace_original === true || payload.replace_original === 'true';
  const deleting = payload.delete_original === true || payload.delete_original === 'true';
  if ((replacing || deleting) && original && original.user !== workspace.bot.user_id) {
    return refused(400, 'cant_update_message', [], link);
  }
  const problems = deleting ? [] : checkMessage(payload);
  const [first] = problems;
  if (first) return refused(400, first.error, problems, link);
  link.uses++;
  const done = { status: 200, body: 'ok', problems: [], link };
  if (deleting) {
    if (original) remove(workspace, original);
    return done;
  }
  if (!replacing || !original) return { ...done, message: refOf(post(workspace, link, payload, world.ids)) };
  replace(original, payload, world.ids);
  return { ...done, message: refOf(original) };
}

function refused(status: number, error: string, problems: Problem[] = [], link?: ResponseUrl): UrlAnswer {
  return { status, body: { ok: false, error }, problems, ...(link ? { link } : {}) };
}
