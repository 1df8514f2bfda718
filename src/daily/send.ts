import type { Knowledge } from '../commands/command.ts';
import type { Concept, Question } from '../concepts/concept.ts';
import type { Clock, Delivery, Kept, Log, Poster } from '../ports.ts';
import { type Answer, refused } from '../replies/reply.ts';
import { change } from '../store.ts';
import { dailyCard } from './card.ts';
import { nextConcept } from './order.ts';
import { keyOf, placeOf, postId } from './place.ts';
import { pause } from './plan.ts';
import { pathBefore } from './progress.ts';
import { claim, LEASE, type Next, settle } from './sending.ts';
import type { Path, Post } from './values.ts';

export type SendPost = (kept: Kept<Post>) => Promise<unknown>;

interface Chosen {
  concept: Concept;
  question: Question | undefined;
  path: Path;
}

/**
 * Sends one post that is due: claims it, sends it, confirms it. May be called by several at once and again after a
 * crash; the claim decides.
 */
export function createSend({ catalog, store, posters, random }: Knowledge, now: Clock, log: Log): SendPost {
  return async (kept) => {
    const { workspace, value: post } = kept;
    if (post.state !== 'waiting' && post.state !== 'sending') return save(kept, { post });
    const poster = posters[post.platform];
    // Another process may serve that platform.
    if (!poster) return save(kept, { post, dueAt: now() + LEASE });
    if (post.doubtSince === undefined && !(await wanted(kept)))
      return save(kept, { post: { ...post, state: 'dropped' } });
    const at = now();
    const { send, ...claimed } = claim(post, at);
    if (!send) return save(kept, claimed);
    const chosen = await choose(kept);
    if (!chosen) return save(kept, { post: { ...post, state: 'dropped' } });
    const mine: Post = {
      ...claimed.post,
      concept: chosen.concept.id,
      ...(chosen.question ? { question: chosen.question.id } : {}),
    };
    const version = await store.posts.save({ ...kept, value: mine, dueAt: at + LEASE });
    if (version === undefined) return;
    await keepPath(kept, chosen);
    const answer = dailyCard({ ...chosen, day: post.day }, catalog);
    // Whoever was held up until the lease is nearly over leaves the sending to the next.
    const inTime = now() < at + LEASE / 2;
    const delivery: Delivery = inTime ? await deliver(poster, workspace, mine, answer) : { kind: 'failed' };
    const before = { ...mine, doubtSince: post.doubtSince };
    await confirm({ ...kept, version }, settle(before, mine, delivery, now(), random()), delivery);
  };

  /** Whether the channel still wants it: it may have been turned off since the post was planned. */
  async function wanted({ workspace, value }: Kept<Post>): Promise<boolean> {
    const subscription = await store.subscriptions.get(workspace, value.channel);
    return subscription !== undefined && subscription.value.paused === undefined;
  }

  async function choose({
    workspace,
    value,
  }: Kept<Post>): Promise<(Chosen & { version: number; changed: boolean }) | undefined> {
    const { path, version, changed } = await pathBefore(store, workspace, value.channel, value.day);
    const before = value.concept === undefined ? undefined : catalog.concept(value.concept);
    if (before) {
      const question = before.questions.find((one) => one.id === value.question);
      return { concept: before, question, path, version, changed };
    }
    const subscription = await store.subscriptions.get(workspace, value.channel);
    const next = nextConcept(catalog, subscription?.value.topics ?? [], path);
    return next && { ...next, path, version, changed };
  }

  async function keepPath(
    { workspace, value }: Kept<Post>,
    { path, version, changed }: Chosen & { version: number; changed: boolean },
  ): Promise<void> {
    // Whoever was faster has counted the same.
    if (changed) await store.paths.save({ workspace, id: value.channel, version, value: path });
  }

  async function deliver(poster: Poster, workspace: string, post: Post, answer: Answer): Promise<Delivery> {
    try {
      return await poster.post(placeOf(workspace, post), answer, { key: keyOf(post) });
    } catch (cause) {
      log('error', 'daily.poster', { cause: cause instanceof Error ? cause.message : String(cause) });
      return { kind: 'doubtful' };
    }
  }

  async function confirm(kept: Kept<Post>, next: Next, delivery: Delivery): Promise<void> {
    const { workspace, value } = kept;
    const confirmed = await save(kept, next);
    if (!confirmed && delivery.kind === 'sent') {
      // Somebody took over meanwhile; what is known now is worth more than their doubt.
      const { message } = delivery;
      await change(store.posts, workspace, postId(value.channel, value.day), (there) =>
        !there || there.value.state === 'sent' ? undefined : { value: sent(there.value, message) },
      );
    }
    if (delivery.kind === 'closed') await close(workspace, value);
    if (delivery.kind === 'revoked') await revoke(workspace);
  }

  /** Pauses what cannot be posted any more, and tells whoever set it up, once. */
  async function close(workspace: string, post: Post): Promise<void> {
    if (!(await pause(store.subscriptions, workspace, post.channel, 'closed'))) return;
    const contact = await store.contacts.get(workspace, post.channel);
    const told =
      contact?.person &&
      (await posters[post.platform]?.tell(placeOf(workspace, post), contact.person, PAUSED));
    log('warn', 'daily.paused', {
      platform: post.platform,
      workspace,
      channel: post.channel,
      told: told ? told.kind : 'nobody',
    });
  }

  async function revoke(workspace: string): Promise<void> {
    let after: string | undefined;
    do {
      const page = await store.subscriptions.list(workspace, '', { limit: 100, ...(after ? { after } : {}) });
      for (const { id } of page) await pause(store.subscriptions, workspace, id, 'revoked');
      after = page.at(-1)?.id;
    } while (after !== undefined);
    log('warn', 'daily.revoked', { workspace });
  }

  async function save(kept: Kept<Post>, { post, dueAt }: Next): Promise<boolean> {
    const { dueAt: _, ...rest } = kept;
    const saved = await store.posts.save({ ...rest, value: post, ...(dueAt === undefined ? {} : { dueAt }) });
    if (saved !== undefined && dueAt === undefined) {
      const { platform, state, channel, day, tries, plannedFor } = post;
      const lateMs = now() - plannedFor;
      log(state === 'sent' ? 'info' : 'warn', 'daily.post', {
        platform,
        state,
        workspace: kept.workspace,
        channel,
        day,
        tries,
        lateMs,
      });
    }
    return saved !== undefined;
  }
}

function sent(post: Post, message: string): Post {
  return { ...post, state: 'sent', message };
}

const PAUSED: Answer = refused([
  { kind: 'heading', text: 'The daily concept is paused' },
  {
    kind: 'prose',
    text: [
      'I cannot post in the channel any more: it was archived or deleted, or I was removed from it. Let me in again and type ',
      { code: '/daily on' },
      ' there to go on where it stopped.',
    ],
  },
]);
