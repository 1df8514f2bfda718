import { DiscordAPIError, HTTPError, RateLimitError, REST } from '@discordjs/rest';
import { type APIChannel, type APIMessage, Routes } from 'discord-api-types/v10';
import type { Clock, Delivery, Poster } from '../../src/ports.ts';
import type { Answer } from '../../src/replies/reply.ts';
import { neverLeft } from '../web/failures.ts';
import { renderMessage } from './render.ts';

export interface DiscordPosterSettings {
  token: string;
  /** Another REST address; Discord's own when left out. */
  apiUrl?: string;
  now: Clock;
}

/** How long nothing is sent after Discord refused the token, in milliseconds: 10,000 refusals in 10 minutes shut the address out. */
const REFUSED = 60_000;

/** Longest wait for Discord's answer, in milliseconds: well within the lease of a claim. */
const TIMEOUT = 10_000;

/** The channel, or the person, no longer takes messages of the bot. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const CLOSED = new Set<number | string>([10003, 10004, 50001, 50007, 50008, 50013, 50024, 50083, 160005]);

/**
 * Sends over REST, without tries of its own. Every try at a message carries the same nonce, which Discord compares
 * for a few minutes: within them a second try gives the first message back.
 */
export function createDiscordPoster({ token, apiUrl, now }: DiscordPosterSettings): Poster {
  const rest = new REST({
    retries: 0,
    timeout: TIMEOUT,
    // Limits are told to who calls, instead of holding up what is behind.
    rejectOnRateLimit: () => true,
    ...(apiUrl ? { api: apiUrl } : {}),
  }).setToken(token);
  let refusedUntil = 0;

  async function attempt(work: () => Promise<string>): Promise<Delivery> {
    if (now() < refusedUntil) return { kind: 'wait', milliseconds: refusedUntil - now() };
    try {
      return { kind: 'sent', message: await work() };
    } catch (cause) {
      const refused = cause instanceof DiscordAPIError && cause.status === 401;
      if (!refused) return readFailure(cause);
      // The token is the bot's for every server: its operator has to mend it, and no channel is to blame.
      rest.setToken(token);
      refusedUntil = now() + REFUSED;
      return { kind: 'wait', milliseconds: REFUSED };
    }
  }

  async function send(channel: string, answer: Answer, key?: string): Promise<Delivery> {
    return attempt(async () => {
      const message = (await rest.post(Routes.channelMessages(channel), {
        body: { ...body(answer), ...(key === undefined ? {} : { nonce: key, enforce_nonce: true }) },
      })) as APIMessage;
      return message.id;
    });
  }

  return {
    // A thread is a channel of its own here.
    post: (to, answer, { key, thread }) => send(thread ?? to.channel, answer, key),
    heldBack: () => Math.max(0, refusedUntil - now()),
    update: (to, message, answer) =>
      attempt(async () => {
        await rest.patch(Routes.channelMessage(to.channel, message), { body: body(answer) });
        return message;
      }),
    async tell(_to, person, answer) {
      let channel = '';
      const opened = await attempt(async () => {
        channel = ((await rest.post(Routes.userChannels(), { body: { recipient_id: person } })) as APIChannel)
          .id;
        return channel;
      });
      return opened.kind === 'sent' ? send(channel, answer) : opened;
    },
    async left(workspace) {
      const asked = await attempt(async () => {
        await rest.get(Routes.guild(workspace));
        return workspace;
      });
      if (asked.kind !== 'sent' && asked.kind !== 'closed')
        throw new Error('Discord did not say whether the bot is in the server.');
      // A server that the bot is in needs no permission to be looked at.
      return asked.kind === 'closed';
    },
  };
}

function body(answer: Answer) {
  return renderMessage({ ...answer, visibility: 'public' });
}

function readFailure(cause: unknown): Delivery {
  if (cause instanceof RateLimitError) {
    const milliseconds = Math.max(cause.retryAfter, cause.timeToReset, 50);
    return { kind: 'wait', milliseconds };
  }
  if (cause instanceof DiscordAPIError)
    return CLOSED.has(cause.code) ? { kind: 'closed' } : { kind: 'failed' };
  if (cause instanceof HTTPError) return { kind: 'doubtful' };
  return neverLeft(cause) ? { kind: 'failed' } : { kind: 'doubtful' };
}
