import type { IncomingHttpHeaders } from 'node:http';
import { type Json, lengthOf, type Problem } from './check/checker.ts';
import { limitsUsed } from './check/message.ts';
import { Refusal, refusal } from './errors.ts';
import { aboutRoutes } from './routes/about.ts';
import { commandRoutes } from './routes/commands.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { messageRoutes } from './routes/messages.ts';
import { type Call, checkAuthorization, type Reply, type Route } from './routes/route.ts';
import type { State } from './state.ts';

/** Limits for every bucket (topics/rate-limits): so many calls in so many seconds, then 429. */
export interface RateLimit {
  readonly limit: number;
  readonly seconds: number;
}

export interface RestRequest {
  readonly method: string;
  /** With its query, after `/api/v10`. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const ROUTES: readonly Route[] = [...aboutRoutes, ...interactionRoutes, ...messageRoutes, ...commandRoutes];

/** The REST API v10 as a function of requests, over a state. */
export class RestApi {
  private readonly state: State;
  private readonly rateLimit: RateLimit | undefined;
  private readonly buckets = new Map<string, { since: number; used: number }>();

  /** Without `rateLimit` the headers are there and nothing is ever limited but by the switchboard. */
  constructor(state: State, rateLimit?: RateLimit) {
    this.state = state;
    this.rateLimit = rateLimit;
  }

  /** Answers one call and records it; never throws but for a fault of its own. */
  handle(request: RestRequest): RestAnswer {
    const { method, path } = request;
    const { body, broken } = parse(request.raw);
    const exchange = this.state.record('rest', `${method} ${path}`, body);
    const { answer, problems } = this.answer(request, body, broken);
    exchange.status = answer.status;
    exchange.response = answer.body;
    exchange.ms = this.state.clock.now() - exchange.at;
    exchange.limits = limitsUsed(payloadOf(body));
    exchange.problems = problems;
    this.state.notify({ kind: 'exchange' });
    return answer;
  }

  private answer(
    { method, path, headers }: RestRequest,
    body: unknown,
    broken: boolean,
  ): { answer: RestAnswer; problems: readonly Problem[] } {
    let limits: Readonly<Record<string, string>> = {};
    try {
      const url = new URL(path, 'http://discord');
      const { route, params } = find(method, url.pathname);
      if (route.auth === 'bot') checkAuthorization(this.state, headers.authorization);
      const bucket = this.use(route, params);
      limits = bucket.headers;
      if (bucket.wait > 0) {
        const rateHeaders = { ...limits, ...retryHeaders(bucket.wait, 'user') };
        return { answer: { status: 429, headers: rateHeaders, body: limited(bucket.wait) }, problems: [] };
      }
      if (broken) throw refusal(50109);
      const call: Call = { param: (name) => params[name] ?? '', query: url.searchParams, body };
      const reply: Reply = route.run(this.state, call);
      return { answer: { ...reply, headers: limits }, problems: [] };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return {
        answer: { status: error.status, headers: limits, body: error.body },
        problems: error.problems,
      };
    }
  }

  /** Takes one call from the route's bucket; `wait` is how many seconds it is too soon. */
  private use(
    route: Route,
    params: Readonly<Record<string, string>>,
  ): { readonly headers: Readonly<Record<string, string>>; readonly wait: number } {
    const { limit, seconds } = this.rateLimit ?? { limit: 50, seconds: 1 };
    const now = this.state.clock.now();
    const key = `${route.method} ${route.path} ${params.channel ?? params.guild ?? params.token ?? ''}`;
    const known = this.buckets.get(key);
    const current = known !== undefined && now < known.since + seconds * 1_000;
    const bucket = current && this.rateLimit !== undefined ? known : { since: now, used: 0 };
    this.buckets.set(key, bucket);
    const resetAfter = (bucket.since + seconds * 1_000 - now) / 1_000;
    const over = bucket.used >= limit;
    if (!over) bucket.used += 1;
    const headers = {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(limit - bucket.used),
      'x-ratelimit-reset': String(now / 1_000 + resetAfter),
      'x-ratelimit-reset-after': String(resetAfter),
      'x-ratelimit-bucket': Buffer.from(`${route.method}${route.path}`).toString('base64url'),
    };
    return { headers, wait: over ? resetAfter : 0 };
  }
}

/** The body of a 429 (topics/rate-limits#exceeding-a-rate-limit). */
export function limited(retryAfter: number, scope = 'user'): Json {
  return {
    message: 'You are being rate limited.',
    retry_after: retryAfter,
    global: scope === 'global',
  };
}

export function retryHeaders(retryAfter: number, scope: string): Readonly<Record<string, string>> {
  return {
    'retry-after': String(Math.ceil(retryAfter)),
    'x-ratelimit-scope': scope,
    ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
  };
}

function parse(raw: Buffer): { readonly body: unknown; readonly broken: boolean } {
  if (raw.length === 0) return { body: undefined, broken: false };
  try {
    const body: unknown = JSON.parse(raw.toString('utf8'));
    return { body, broken: false };
  } catch {
    return { body: undefined, broken: true };
  }
}

function payloadOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'data' in body ? body.data : body;
}

function find(
  method: string,
  path: string,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } {
  const here = ROUTES.flatMap((route) => {
    const params = match(route.path, path);
    return params === undefined ? [] : [{ route, params }];
  });
  if (here.length === 0) throw new Refusal(404, { message: '404: Not Found', code: 0 });
  const found = here.find(({ route }) => route.method === method);
  if (found === undefined) throw new Refusal(405, { message: '405: Method Not Allowed', code: 0 });
  return found;
}

function match(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/').map(decodeURIComponent);
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    const value = given[place] ?? '';
    if (part.startsWith(':') && lengthOf(value) > 0) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}
