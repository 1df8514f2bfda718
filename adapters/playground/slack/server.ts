import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type LimitUse, limitsUsed, type Problem } from './check.ts';
import type { Fault, Faults } from './faults.ts';
import { isObject, type Json, type JsonObject, objectOr, textOr } from './json.ts';
import { limits } from './limits.ts';
import { useResponseUrl } from './links.ts';
import { callMethod, readArguments } from './web-api.ts';
import { type Exchange, record, type World } from './world.ts';

/** The HTTP side: the Web API under /api/, and response URLs under /commands/, /actions/ and /app/. */

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Json;
}

interface Asked {
  team: string;
  user?: string;
  kind: string;
  args: JsonObject;
  answer: Answer;
  problems: Problem[];
  limits: LimitUse[];
  message?: Exchange['message'];
  url?: string;
}

export function createHttp(world: World, faults: Faults): Server {
  return createServer((request, response) => {
    const at = world.ids.now();
    readBody(request).then(
      (body) => serve(world, faults, request, body, at, response),
      () => response.destroy(),
    );
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function serve(
  world: World,
  faults: Faults,
  request: IncomingMessage,
  body: string,
  at: number,
  response: ServerResponse,
): void {
  const path = URL.parse(request.url ?? '', world.origin)?.pathname ?? '';
  const [, first = '', ...rest] = path.split('/');
  const kind = first === 'api' ? rest.join('/') : 'response_url';
  if (first !== 'api' && !['commands', 'actions', 'app'].includes(first)) {
    send(response, { status: 404, headers: {}, body: { ok: false, error: 'not_found' } });
    return;
  }
  const args = readArguments(request.headers['content-type'] ?? '', body);
  const fault = faults.next({ method: kind, args: withoutToken(args ?? {}) });
  if (fault && !isAfter(fault)) {
    fail(response, fault);
    return;
  }
  const asked = first === 'api' ? api(world, kind, args, request) : link(world, path, args);
  record(world, {
    team: asked.team,
    from: 'bot',
    kind,
    ...(asked.user ? { user: asked.user } : {}),
    at,
    sent: asked.args,
    status: asked.answer.status,
    answer: asked.answer.body,
    ms: world.ids.now() - at,
    limits: asked.limits,
    problems: asked.problems,
    ...(asked.message ? { message: asked.message } : {}),
    ...(asked.url ? { url: asked.url } : {}),
  });
  if (fault) fail(response, fault);
  else send(response, asked.answer);
}

function api(world: World, method: string, args: JsonObject | undefined, request: IncomingMessage): Asked {
  const header = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  // apps.connections.open takes its token from the header only.
  const token = header ?? (method === 'apps.connections.open' ? '' : textOr(args?.token));
  const kept = withoutToken(args ?? {});
  const called = args
    ? callMethod(world, method, kept, token)
    : { status: 200, headers: {}, body: { ok: false, error: 'invalid_json' }, problems: [] };
  return {
    team: 'workspace' in called ? (called.workspace?.team.id ?? '') : '',
    kind: method,
    args: kept,
    answer: called,
    problems: called.problems,
    limits: limitsUsed(kept),
    ...messageOf(called.body),
  };
}

function link(world: World, path: string, args: JsonObject | undefined): Asked {
  const sent = args ?? {};
  const used = useResponseUrl(world, path.split('/').at(-1) ?? '', sent);
  const uses = used.link && { limit: 'response_url uses', used: used.link.uses, of: limits.responseUrlUses };
  return {
    team: used.link?.team ?? '',
    ...(used.link ? { user: used.link.user } : {}),
    kind: 'response_url',
    args: sent,
    answer: { status: used.status, headers: {}, body: used.body },
    problems: used.problems,
    limits: [...limitsUsed(sent), ...(uses ? [uses] : [])],
    ...(used.message ? { message: used.message } : {}),
    url: `${world.origin}${path}`,
  };
}

/** The message that a chat method says it made or changed. */
function messageOf(body: Json): { message?: Exchange['message'] } {
  const { channel, ts } = objectOr(body);
  return typeof channel === 'string' && typeof ts === 'string' ? { message: { channel, ts } } : {};
}

function withoutToken(args: JsonObject): JsonObject {
  const { token: _, ...rest } = args;
  return rest;
}

function isAfter(fault: Fault): boolean {
  return ('cut' in fault && fault.cut === 'after') || ('silent' in fault && fault.silent === 'after');
}

function fail(response: ServerResponse, fault: Fault): void {
  if ('cut' in fault) response.destroy();
  if (!('status' in fault)) return;
  const limited = fault.status === 429;
  send(response, {
    status: fault.status,
    headers: limited ? { 'retry-after': String(fault.retryAfter ?? 1) } : {},
    body: { ok: false, error: limited ? 'ratelimited' : 'internal_error' },
  });
}

function send(response: ServerResponse, answer: Answer): void {
  const json = isObject(answer.body);
  response.writeHead(answer.status, {
    'content-type': json ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
    ...answer.headers,
  });
  response.end(json ? JSON.stringify(answer.body) : String(answer.body));
}
