import { webApi } from '@slack/bolt';
import type { Place } from '../../src/commands/command.ts';
import type { Clock, Delivery, Log, Poster } from '../../src/ports.ts';
import type { Answer } from '../../src/replies/reply.ts';
import { neverLeft } from '../web/failures.ts';
import { boltLogger } from './logger.ts';
import { renderBlocks, renderFallback } from './render.ts';

export interface SlackPosterSettings {
  token: string;
  /** Another Web API address; Slack's own when left out. */
  apiUrl?: string;
  now: Clock;
  log: Log;
}

/** Longest wait for Slack's answer, in milliseconds: well within the lease of a claim. */
const TIMEOUT = 10_000;
/** Slack takes about one message a second in a channel. https://docs.slack.dev/apis/web-api/rate-limits */
const SPACING = 1_000;

/** The channel no longer takes messages of the bot. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const CLOSED = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
  'user_not_found',
  'user_not_in_channel',
  'cannot_dm_bot',
]);
const REVOKED = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
  'team_access_not_granted',
]);
/** Slack says that part of the work may have been done. */
const DOUBTFUL = new Set(['fatal_error', 'internal_error', 'request_timeout']);

/** Sends over the Web API, without tries of its own: who calls knows when the next one is due. */
export function createSlackPoster({ token, apiUrl, now, log }: SlackPosterSettings): Poster {
  const client = new webApi.WebClient(token, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT,
    logger: boltLogger(log),
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  });
  /** Until when a workspace waits after a 429, and a channel after a message. */
  const waits = new Map<string, number>();

  function waiting(workspace: string, channel: string): number {
    const time = now();
    if (waits.size > 1_000) for (const [key, until] of waits) if (until <= time) waits.delete(key);
    return Math.max(0, ...[workspace, `${workspace}/${channel}`].map((key) => (waits.get(key) ?? 0) - time));
  }

  async function call(
    { workspace }: Place,
    channel: string,
    send: () => Promise<{ ts?: string }>,
  ): Promise<Delivery> {
    const milliseconds = waiting(workspace, channel);
    if (milliseconds > 0) return { kind: 'wait', milliseconds };
    waits.set(`${workspace}/${channel}`, now() + SPACING);
    try {
      const { ts } = await send();
      return { kind: 'sent', message: ts ?? '' };
    } catch (cause) {
      const delivery = readFailure(cause);
      if (delivery.kind === 'wait') waits.set(workspace, now() + delivery.milliseconds);
      return delivery;
    }
  }

  return {
    post: (to, answer, { thread }) =>
      call(to, to.channel, () =>
        client.chat.postMessage({
          channel: to.channel,
          ...body(answer),
          ...(thread === undefined ? {} : { thread_ts: thread }),
        }),
      ),
    heldBack: ({ workspace, channel }) => waiting(workspace, channel),
    update: (to, message, answer) =>
      call(to, to.channel, () => client.chat.update({ channel: to.channel, ts: message, ...body(answer) })),
    // A person's id stands for the conversation with them.
    tell: (to, person, answer) =>
      call(to, person, () => client.chat.postMessage({ channel: person, ...body(answer) })),
  };
}

function body(answer: Answer) {
  return { text: renderFallback(answer), blocks: renderBlocks(answer), unfurl_links: false };
}

function readFailure(cause: unknown): Delivery {
  if (cause instanceof webApi.WebAPIRateLimitedError)
    return { kind: 'wait', milliseconds: cause.retryAfter * 1_000 };
  if (cause instanceof webApi.WebAPIPlatformError) {
    const { error } = cause.data;
    if (CLOSED.has(error)) return { kind: 'closed' };
    if (REVOKED.has(error)) return { kind: 'revoked' };
    if (DOUBTFUL.has(error)) return { kind: 'doubtful' };
    if (error === 'ratelimited') return { kind: 'wait', milliseconds: SPACING };
    return { kind: 'failed' };
  }
  if (cause instanceof webApi.WebAPIRequestError)
    return neverLeft(cause.original) ? { kind: 'failed' } : { kind: 'doubtful' };
  return { kind: 'doubtful' };
}
