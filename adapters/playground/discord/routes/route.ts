import { unauthorized } from '../errors.ts';
import type { State } from '../state.ts';

/** One call as a route sees it. */
export interface Call {
  /** A part of the path by its name in the pattern. */
  param(name: string): string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** One route of the REST API. `bot`: the bot's token is asked for; `none`: the address is the secret. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly auth: 'bot' | 'none';
  run(state: State, call: Call): Reply;
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export const NO_CONTENT: Reply = { status: 204 };

/** The Authorization header must be the bot's token. */
export function checkAuthorization(state: State, header: string | undefined): void {
  if (header !== `Bot ${state.botToken}`) throw unauthorized();
}
