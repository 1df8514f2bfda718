import type { Delivery } from '../ports.ts';
import { LATE } from './schedule.ts';
import type { Post } from './values.ts';

/**
 * How one post goes out: claimed by a conditional save, sent, confirmed. A claim is a lease; whoever finds it run
 * out takes over, or, where sending again could post twice, records the doubt. Whoever died after the claim was
 * written and before the request left has not sent, but nobody can know: so the claim comes last before the request.
 */

/** How long a claim holds, in milliseconds: longer than any sending takes. */
export const LEASE = 30_000;

/**
 * For how long after a first try a platform takes a second one for the same message, in milliseconds. Discord
 * compares nonces over "the past few minutes", of which the first two are relied on; Slack has nothing like it.
 * https://discord.com/developers/docs/resources/message#create-message
 */
const REPEATABLE: Record<Post['platform'], number> = { discord: 120_000, slack: 0, terminal: 0 };

/** The first pause before another try, in milliseconds; each next one is twice as long. */
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 10 * 60_000;
/** Those that wait for the same moment come back within so many milliseconds of it. */
export const JITTER = 250;

/** What is to be kept of a post, and when the clock must look at it again. */
export interface Next {
  post: Post;
  dueAt?: number;
}

/** Whether a post that is due may be tried at a time. When not, it is at its end: missed, or doubtful. */
export function claim(post: Post, at: number): Next & { send: boolean } {
  const { doubtSince } = post;
  if (doubtSince !== undefined && !repeatable(post, at))
    return { post: { ...post, state: 'doubtful' }, send: false };
  if (at - post.plannedFor > LATE)
    return { post: { ...post, state: doubtSince === undefined ? 'missed' : 'doubtful' }, send: false };
  // From here on a crash leaves a doubt.
  const claimed: Post = { ...post, state: 'sending', tries: post.tries + 1, doubtSince: doubtSince ?? at };
  return { post: claimed, dueAt: at + LEASE, send: true };
}

function repeatable({ platform, doubtSince }: Post, at: number): boolean {
  return doubtSince === undefined || at - doubtSince < REPEATABLE[platform];
}

/**
 * What follows on a try.
 * @param before the post as it was before it was claimed
 * @param claimed the same as it was claimed
 * @param random from 0 up to 1, so that many that failed together do not come back together
 */
export function settle(before: Post, claimed: Post, delivery: Delivery, at: number, random: number): Next {
  const { tries } = claimed;
  // What was surely not sent leaves no doubt but that of an earlier try.
  const tried: Post = { ...before, tries };
  switch (delivery.kind) {
    case 'sent':
      return { post: { ...tried, state: 'sent', message: delivery.message } };
    case 'wait':
      return {
        post: { ...tried, state: 'waiting' },
        dueAt: at + delivery.milliseconds + random * JITTER,
      };
    case 'failed':
      return { post: { ...tried, state: 'waiting' }, dueAt: at + pause(tries, random) };
    case 'closed':
    case 'revoked':
      return { post: { ...tried, state: 'dropped' } };
    case 'doubtful': {
      const doubted: Post = { ...claimed, state: 'waiting' };
      const dueAt = at + pause(tries, random);
      return repeatable(doubted, dueAt)
        ? { post: doubted, dueAt }
        : { post: { ...doubted, state: 'doubtful' } };
    }
  }
}

function pause(tries: number, random: number): number {
  return Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE) * (0.5 + random);
}
