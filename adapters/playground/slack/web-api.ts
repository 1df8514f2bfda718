import { chatMethods } from './chat-methods.ts';
import type { Problem } from './check.ts';
import { isObject, type JsonObject, parseJson, textOr } from './json.ts';
import { limits } from './limits.ts';
import { type Method, type Outcome, reachable } from './method.ts';
import { viewMethods } from './view-methods.ts';
import { type Channel, channelOf, openDirect, type Person, type Workspace } from './workspace.ts';
import type { World } from './world.ts';

/** The Web API: what a bot may ask of Slack (docs.slack.dev/reference/methods). */

const reading = { public: 'channels:read', private: 'groups:read', im: 'im:read' };

const methods: Record<string, Method> = {
  'api.test': { run: ({ args }) => (args.error ? { error: textOr(args.error) } : { ok: { args } }) },
  'auth.test': {
    run: ({ workspace: { team, bot } }) => ({
      ok: {
        url: `https://${team.domain}.slack.com/`,
        team: team.name,
        team_id: team.id,
        user: bot.name,
        user_id: bot.user_id,
        bot_id: bot.bot_id,
        is_enterprise_install: false,
      },
    }),
  },
  'conversations.info': {
    scope: ({ workspace, args }) => reading[channelOf(workspace, textOr(args.channel))?.kind ?? 'public'],
    run: ({ workspace, args }) => {
      const channel = reachable(workspace, args.channel);
      return channel
        ? { ok: { channel: conversation(channel, workspace.bot.user_id) } }
        : { error: 'channel_not_found' };
    },
  },
  'conversations.open': {
    scope: 'im:write',
    run: ({ world, workspace, args }) => {
      const users = textOr(args.users).split(',').filter(Boolean);
      const [user] = users;
      if (!user) return { error: 'users_list_not_supplied' };
      if (users.length > 1) return { error: 'method_not_supported_for_channel_type' };
      if (!workspace.people.some((person) => person.id === user)) return { error: 'user_not_found' };
      const channel = openDirect(workspace, user, world.ids);
      return { ok: { channel: { id: channel.id } } };
    },
  },
  'users.info': {
    scope: 'users:read',
    run: ({ world, workspace, args }) => {
      const person = workspace.people.find((each) => each.id === args.user);
      const { bot } = workspace;
      if (args.user === bot.user_id)
        return {
          ok: { user: { id: bot.user_id, team_id: workspace.team.id, name: bot.name, is_bot: true } },
        };
      return person
        ? { ok: { user: userObject(workspace, person, world.ids.now()) } }
        : { error: 'user_not_found' };
    },
  },
  ...chatMethods,
  ...viewMethods,
};

function conversation(channel: Channel, bot: string): JsonObject {
  return {
    id: channel.id,
    ...(channel.kind === 'im' ? {} : { name: channel.name, is_member: channel.members.has(bot) }),
    is_channel: channel.kind === 'public',
    is_group: false,
    is_im: channel.kind === 'im',
    is_private: channel.kind !== 'public',
    is_archived: channel.archived,
    creator: channel.creator,
  };
}

function userObject(workspace: Workspace, person: Person, now: number): JsonObject {
  return {
    id: person.id,
    team_id: workspace.team.id,
    name: person.name,
    real_name: person.real_name,
    deleted: false,
    is_bot: false,
    is_admin: person.admin === true,
    is_owner: false,
    tz: person.tz,
    tz_label: zoneName(person.tz, 'long', now),
    tz_offset: offsetSeconds(person.tz, now),
    profile: { real_name: person.real_name, display_name: person.name },
  };
}

function zoneName(timeZone: string, timeZoneName: 'long' | 'longOffset', now: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName }).formatToParts(now);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

/** Seconds ahead of UTC at that moment. */
function offsetSeconds(timeZone: string, now: number): number {
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(zoneName(timeZone, 'longOffset', now)) ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -seconds : seconds;
}

/** Arguments that are JSON inside a form. */
const jsonArguments = ['attachments', 'blocks', 'metadata', 'view'];

/** Reads a request's body, form or JSON; undefined where it is neither. */
export function readArguments(contentType: string, body: string): JsonObject | undefined {
  if (contentType.startsWith('application/json')) {
    const value = body ? parseJson(body) : {};
    return isObject(value) ? value : undefined;
  }
  const args: JsonObject = Object.fromEntries(new URLSearchParams(body));
  for (const name of jsonArguments) {
    const value = args[name];
    // What is not JSON stays a string, and the checks then say that it is no array or object.
    if (typeof value === 'string') args[name] = parseJson(value) ?? value;
  }
  return args;
}

export interface Called {
  workspace?: Workspace;
  status: number;
  headers: Record<string, string>;
  body: JsonObject;
  problems: Problem[];
}

/** Runs one Web API call, from the token to the answer in the platform's form. */
export function callMethod(world: World, name: string, args: JsonObject, token: string): Called {
  if (name === 'apps.connections.open') return answer(openSocket(world, token));
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method) return answer({ error: 'unknown_method' });
  if (name === 'api.test') return answer(method.run({ world, workspace: anyWorkspace(world), args }));
  if (!token) return answer({ error: 'not_authed' });
  if (token === world.appToken) return answer({ error: 'not_allowed_token_type' });
  const workspace = world.workspaces.find((each) => each.bot.token === token);
  if (!workspace) return answer({ error: 'invalid_auth' });
  if (!workspace.installed) return answer({ error: 'account_inactive' }, workspace);
  const call = { world, workspace, args };
  const needed = typeof method.scope === 'function' ? method.scope(call) : method.scope;
  if (needed && !workspace.grants.scopes.has(needed))
    return answer({ error: 'missing_scope', needed }, workspace);
  const outcome = method.run(call);
  world.changed();
  return answer(outcome, workspace);
}

function anyWorkspace(world: World): Workspace {
  const [first] = world.workspaces;
  if (!first) throw new Error('There is no workspace');
  return first;
}

/** Only an app-level token in the header opens a socket (reference/methods/apps.connections.open). */
function openSocket(world: World, token: string): Outcome {
  if (!token) return { error: 'not_authed' };
  if (world.workspaces.some((each) => each.bot.token === token)) return { error: 'not_allowed_token_type' };
  if (token !== world.appToken) return { error: 'invalid_auth' };
  if (world.openSockets() >= limits.sockets) return { error: 'too_many_websockets' };
  const ticket = world.ids.uuid();
  world.tickets.add(ticket);
  return {
    ok: { url: `${world.origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${world.app_id}` },
  };
}

function answer(outcome: Outcome, workspace?: Workspace): Called {
  const whose = workspace ? { workspace } : {};
  if ('ok' in outcome) {
    return { ...whose, status: 200, headers: {}, body: { ok: true, ...outcome.ok }, problems: [] };
  }
  const { error, problems = [], retryAfter, needed } = outcome;
  const words = problems.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  const body: JsonObject = {
    ok: false,
    error,
    ...(needed && workspace ? { needed, provided: [...workspace.grants.scopes].join(',') } : {}),
    ...(words.length > 0
      ? { errors: words, response_metadata: { messages: words.map((each) => `[ERROR] ${each}`) } }
      : {}),
  };
  if (retryAfter === undefined) return { ...whose, status: 200, headers: {}, body, problems };
  return { ...whose, status: 429, headers: { 'retry-after': String(retryAfter) }, body, problems };
}
