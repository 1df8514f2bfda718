import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json } from '../check/checker.ts';
import { checkCommands } from '../check/commands.ts';
import { demand, refusal } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { State } from '../state.ts';
import { type Call, NO_CONTENT, ok, type Reply, type Route } from './route.ts';

const DAY = 24 * 3_600_000;

/** Where the commands of a call live: `global`, or a guild in which the bot is (50001). */
function scopeOf(state: State, call: Call): string {
  if (call.param('app') !== state.appId) throw refusal(20012);
  const guild = call.param('guild');
  if (guild === '') return 'global';
  if (state.guilds.get(guild)?.botIsMember !== true) throw refusal(50001);
  return guild;
}

/** The commands registered in a scope, as Discord gives them back. */
export function commandsIn(state: State, scope: string): readonly Json[] {
  return state.commands.get(scope) ?? [];
}

function check(list: unknown, scope: string, single = false): void {
  const problems = checkCommands(list, scope === 'global' ? 'global' : 'guild');
  // Of a single command the errors are told from its own root, not from a list's.
  demand(single ? problems.map((each) => ({ ...each, path: each.path.replace(/^0\.?/, '') })) : problems);
}

/** What Discord makes of a payload: an id kept from the command it replaces, defaults, a new version if changed. */
function registered(state: State, payload: Json, scope: string, old?: Json): Json {
  const { id: _id, ...given } = payload;
  const fresh = {
    name_localizations: null,
    description: '',
    description_localizations: null,
    default_member_permissions: null,
    nsfw: false,
    type: 1,
    ...(scope === 'global' ? { integration_types: [0], contexts: null } : { guild_id: scope }),
    ...given,
  };
  if (old !== undefined) {
    const { id, application_id, version, ...same } = old;
    if (isDeepStrictEqual(fresh, same)) return old;
  } else {
    state.commandCreates.push({ scope, at: state.clock.now() });
  }
  const id = old?.id ?? state.ids.snowflake();
  return { id, application_id: state.appId, version: state.ids.snowflake(), ...fresh };
}

function demandCreates(state: State, scope: string, count: number): void {
  const since = state.clock.now() - DAY;
  const today = state.commandCreates.filter((create) => create.scope === scope && create.at > since);
  if (today.length + count > LIMITS.command.createsPerDay) throw refusal(30034);
}

function sameAs(payload: Json): (command: Json) => boolean {
  return ({ name, type }) => name === payload.name && type === (payload.type ?? 1);
}

function save(state: State, scope: string, commands: readonly Json[]): void {
  state.commands.set(scope, [...commands]);
  state.notify({ kind: 'commands' });
}

function bulkSet(state: State, call: Call): Reply {
  const scope = scopeOf(state, call);
  check(call.body, scope);
  const list: readonly unknown[] = Array.isArray(call.body) ? call.body : [];
  const old = commandsIn(state, scope);
  const payloads = list.filter(isObject);
  demandCreates(state, scope, payloads.filter((payload) => !old.some(sameAs(payload))).length);
  save(
    state,
    scope,
    payloads.map((payload) => registered(state, payload, scope, old.find(sameAs(payload)))),
  );
  return ok(commandsIn(state, scope));
}

function create(state: State, call: Call): Reply {
  const scope = scopeOf(state, call);
  const payload = isObject(call.body) ? call.body : {};
  const others = commandsIn(state, scope);
  const old = others.find(sameAs(payload));
  check([call.body], scope, true);
  check([...others.filter((each) => each !== old).map(asSent), payload], scope);
  if (old === undefined) demandCreates(state, scope, 1);
  const command = registered(state, payload, scope, old);
  save(state, scope, [...others.filter((each) => each !== old), command]);
  return { status: old === undefined ? 201 : 200, body: command };
}

/** A registered command as it could be sent again. */
function asSent({ id, application_id, version, guild_id, ...payload }: Json): Json {
  return payload;
}

function one(state: State, call: Call): { readonly scope: string; readonly command: Json } {
  const scope = scopeOf(state, call);
  const command = commandsIn(state, scope).find(({ id }) => id === call.param('command'));
  if (command === undefined) throw refusal(10063);
  return { scope, command };
}

function update(state: State, call: Call): Reply {
  const { scope, command } = one(state, call);
  const payload = { ...asSent(command), ...(isObject(call.body) ? call.body : {}) };
  check([payload], scope, true);
  const changed = registered(state, payload, scope, command);
  save(
    state,
    scope,
    commandsIn(state, scope).map((each) => (each === command ? changed : each)),
  );
  return ok(changed);
}

function remove(state: State, call: Call): Reply {
  const { scope, command } = one(state, call);
  save(
    state,
    scope,
    commandsIn(state, scope).filter((each) => each !== command),
  );
  return NO_CONTENT;
}

/** The commands of the application, and the same of a guild. */
export const commandRoutes: readonly Route[] = [
  '/applications/:app/commands',
  '/applications/:app/guilds/:guild/commands',
].flatMap((path): Route[] => [
  {
    method: 'GET',
    path,
    auth: 'bot',
    run: (state, call) => ok(commandsIn(state, scopeOf(state, call))),
  },
  { method: 'PUT', path, auth: 'bot', run: bulkSet },
  { method: 'POST', path, auth: 'bot', run: create },
  {
    method: 'GET',
    path: `${path}/:command`,
    auth: 'bot',
    run: (state, call) => ok(one(state, call).command),
  },
  { method: 'PATCH', path: `${path}/:command`, auth: 'bot', run: update },
  { method: 'DELETE', path: `${path}/:command`, auth: 'bot', run: remove },
]);
