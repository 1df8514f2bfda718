import type { State } from './state.ts';
import { wireUser } from './wire.ts';

/** A request as Discord signs it (interactions/overview#setting-up-an-endpoint). */
export interface SignedRequest {
  readonly method: 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: Buffer;
}

export interface EndpointAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

/** Carries a request to the bot: over the network, or straight into its web handler. */
export type Deliver = (request: SignedRequest, signal: AbortSignal) => Promise<EndpointAnswer>;

/** Delivers to a bot that listens at a URL. */
export function overHttp(url: string): Deliver {
  return async ({ method, headers, raw }, signal) => {
    const response = await fetch(url, { method, headers, body: new Uint8Array(raw), signal });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
}

/** Discord's request for a payload, signed with the application's key. */
export function signedRequest(state: State, path: string, payload: unknown): SignedRequest {
  const raw = Buffer.from(JSON.stringify(payload));
  const timestamp = String(Math.floor(state.clock.now() / 1_000));
  return {
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
      'x-signature-ed25519': state.signer.sign(timestamp, raw),
      'x-signature-timestamp': timestamp,
    },
    raw,
  };
}

export function isJson({ headers }: EndpointAnswer): boolean {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return type.split(';')[0]?.trim() === 'application/json';
}

/** The body of an answer as JSON; undefined where it is none. */
export function jsonOf({ body }: EndpointAnswer): unknown {
  if (body === undefined) return undefined;
  try {
    const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** One of the requests by which Discord tries an endpoint. */
export interface Probe {
  readonly name: string;
  readonly expected: 200 | 401;
  /** What was answered; 0 where nothing was. */
  readonly status: number;
  readonly ok: boolean;
}

/**
 * Tries an endpoint as Discord does when its URL is saved and routinely afterwards: a good PING must give 200
 * `{"type":1}` as JSON, and every badly signed request 401 (interactions/overview).
 */
export async function probe(state: State, deliver: Deliver, path: string): Promise<Probe[]> {
  const good = signedRequest(state, path, pingPayload(state));
  const cases = [['good signature', good], ...badlySigned(good)] as const;
  const probes: Probe[] = [];
  for (const [name, request] of cases) {
    const expected = request === good ? 200 : 401;
    const answer = await deliver(request, AbortSignal.timeout(3_000)).catch(() => undefined);
    const pong = answer !== undefined && isJson(answer) && JSON.stringify(jsonOf(answer)) === '{"type":1}';
    const status = answer?.status ?? 0;
    const ok = status === expected && (expected === 401 || pong);
    probes.push({ name, expected, status, ok });
    const exchange = state.record(
      'interaction',
      `PING, ${name}`,
      request === good ? pingPayload(state) : undefined,
    );
    exchange.status = status;
    exchange.response = answer === undefined ? undefined : jsonOf(answer);
  }
  return probes;
}

function badlySigned(good: SignedRequest): (readonly [string, SignedRequest])[] {
  const signature = good.headers['x-signature-ed25519'] ?? '';
  const timestamp = good.headers['x-signature-timestamp'] ?? '';
  const signedWith = (value: string): SignedRequest => ({
    ...good,
    headers: { ...good.headers, 'x-signature-ed25519': value },
  });
  const { 'x-signature-ed25519': _s, ...unsigned } = good.headers;
  const { 'x-signature-timestamp': _t, ...undated } = good.headers;
  const flipped = signature.startsWith('0') ? `1${signature.slice(1)}` : `0${signature.slice(1)}`;
  return [
    ['another signature', signedWith(flipped)],
    ['signature that is not hex', signedWith('z'.repeat(128))],
    ['short signature', signedWith(signature.slice(0, 64))],
    ['long signature', signedWith(`${signature}00`)],
    ['empty signature', signedWith('')],
    ['no signature', { ...good, headers: unsigned }],
    ['no timestamp', { ...good, headers: undated }],
    [
      'another timestamp',
      { ...good, headers: { ...good.headers, 'x-signature-timestamp': `${Number(timestamp) + 1}` } },
    ],
    ['another body', { ...good, raw: Buffer.concat([good.raw, Buffer.from(' ')]) }],
  ];
}

function pingPayload(state: State): object {
  return {
    app_permissions: '562949953601536',
    application_id: state.appId,
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: {},
    entitlements: [],
    id: state.ids.snowflake(),
    token: state.ids.token(),
    type: 1,
    user: wireUser(state.world.people.ada),
    version: 1,
  };
}
