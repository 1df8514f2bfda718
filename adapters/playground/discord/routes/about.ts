import { refusal } from '../errors.ts';
import type { State } from '../state.ts';
import { wireApplication, wireBot } from '../wire.ts';
import { type Call, ok, type Reply, type Route } from './route.ts';

function gatewayBot(state: State): Reply {
  return ok({
    url: state.gatewayUrl,
    shards: state.shards,
    // A bot of many shards may begin as many sessions at once; one of one shard does not ask.
    session_start_limit: { total: 1_000, remaining: 999, reset_after: 86_400_000, max_concurrency: 16 },
  });
}

function user(state: State, call: Call): Reply {
  const id = call.param('user');
  if (id === '@me' || id === state.appId)
    return ok({ ...wireBot(state), verified: true, mfa_enabled: false });
  throw refusal(10013);
}

/** Routes about the bot itself. */
export const aboutRoutes: readonly Route[] = [
  { method: 'GET', path: '/gateway', auth: 'none', run: (state) => ok({ url: state.gatewayUrl }) },
  { method: 'GET', path: '/gateway/bot', auth: 'bot', run: gatewayBot },
  { method: 'GET', path: '/users/:user', auth: 'bot', run: user },
  { method: 'GET', path: '/applications/@me', auth: 'bot', run: (state) => ok(wireApplication(state)) },
];
