import { createHmac } from 'node:crypto';
import { type Json, type JsonObject, parseJson } from './json.ts';
import { limits } from './limits.ts';
import type { Retry } from './world.ts';

/** Getting a payload to the bot and its answer back, over signed HTTP or Socket Mode. */

type PayloadKind = 'slash_commands' | 'interactive' | 'events_api';

export interface Outgoing {
  kind: PayloadKind;
  payload: JsonObject;
  retry?: Retry;
}

/** What came back. `body` is text, JSON, or undefined where nothing was in it. */
export interface Answer {
  status: number;
  body: Json | undefined;
  /** The bot asked for no more tries (`X-Slack-No-Retry: 1`). */
  noRetry?: boolean;
}

/** Sends one payload. The signal ends when Slack no longer waits. */
export type Transport = (outgoing: Outgoing, signal: AbortSignal) => Promise<Answer>;

export interface HttpRequest {
  method: 'POST';
  path: string;
  headers: Record<string, string>;
  raw: Buffer;
}

export interface HttpAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** A bot's web handler, called as it is, or something that carries the request to it. */
export type Deliver = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** `v0=` + hex HMAC-SHA256 of `v0:{timestamp}:{body}` (authentication/verifying-requests-from-slack). */
export function sign(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

export function overHttp(deliver: Deliver, path: string, secret: string, now: () => number): Transport {
  return async (outgoing, signal) => {
    const body = encode(outgoing);
    const timestamp = Math.floor(now() / 1000);
    const form = outgoing.kind !== 'events_api';
    const headers: Record<string, string> = {
      'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': sign(secret, timestamp, body),
    };
    if (outgoing.retry) {
      headers['x-slack-retry-num'] = String(outgoing.retry.num);
      headers['x-slack-retry-reason'] = outgoing.retry.reason;
    }
    const answer = await deliver({ method: 'POST', path, headers, raw: Buffer.from(body) }, signal);
    const named = new Map(
      Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const text = answer.body === undefined ? '' : Buffer.from(answer.body).toString('utf8');
    const json = named.get('content-type')?.startsWith('application/json') ?? false;
    return {
      status: answer.status,
      body: text === '' ? undefined : json ? (parseJson(text) ?? text) : text,
      noRetry: named.get('x-slack-no-retry') === '1',
    };
  };
}

function encode({ kind, payload }: Outgoing): string {
  if (kind === 'events_api') return JSON.stringify(payload);
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(payload)) form.set(name, String(value));
  return form.toString();
}

/** Carries requests to a real address. */
export function postTo(url: string): Deliver {
  return async ({ headers, raw }, signal) => {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: new Uint8Array(raw),
      signal,
      redirect: 'manual',
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
}

/** Waits that many milliseconds; rejects when the signal ends. Injected, so that no test waits. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export type Delivered = { answer: Answer } | { late: true } | { unreachable: true };

/** Sends and waits for the answer as long as Slack does: three seconds, for everything. */
export async function sendAndWait(
  transport: Transport,
  outgoing: Outgoing,
  wait: Wait,
  closing: AbortSignal,
): Promise<Delivered> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, closing]);
  const unreachable = () => ({ unreachable: true as const });
  try {
    return await Promise.race([
      transport(outgoing, signal).then((answer) => ({ answer }), unreachable),
      wait(limits.ackMs, signal).then(() => ({ late: true as const }), unreachable),
    ]);
  } finally {
    over.abort();
  }
}
