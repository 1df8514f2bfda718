import type { Knowledge, Place } from '../commands/command.ts';
import type { Concept, Question } from '../concepts/concept.ts';
import type { Clock, Delivery, Kept, Log, Poster } from '../ports.ts';
import { type Answer, refused } from '../replies/reply.ts';
import { change } from '../store.ts';
import { dailyCard } from './card.ts';
import { nextConcept } from './order.ts';
import { keyOf, placeOf, postId } from './place.ts';
import { LEFT_AFTER, pause } from './plan.ts';
import { pathBefore } from './progress.ts';
import { claim, JITTER, LEASE, type Next, settle } from './sending.ts';
import type { Path, Post } from './values.ts';

export type SendPost = (kept: Kept<Post>) => Promise<unknown>;

interface Chosen {
  concept: Concept;
  question: Question | undefined;
}

interface Draft {
  about: Pick<Post, 'concept' | 'question'>;
  answer: Answer;
}

/**
 * Sends one post that is due: draws it, claims it, sends it, confirms it. May be called by several at once and again
 * after a crash; the claim decides.
 */
export function createSend(knowledge: Knowledge, now: Clock, log: Log): SendPost {
  const { store, posters, random } = knowledge;
  return async (kept) => {
    const { workspace, value: post } = kept;
    if (post.state !== 'waiting' && post.state !== 'sending') return save(kept, { post });
    const poster = posters[post.platform];
    // Another process may serve that platform.
    if (!poster) return save(kept, { post, dueAt: now() + LEASE });
    if (post.doubtSince === undefined && !(await wanted(kept)))
      return save(kept, { post: { ...post, state: 'dropped' } });
    const to = placeOf(workspace, post);
    const draft = await prepare(kept);
    const at = now();
    const { send, ...claimed } = claim(post, at);
    if (!send) return save(kept, claimed);
    if (!draft) return save(kept, { post: { ...post, state: 'dropped' } });
    const held = poster.heldBack?.(to) ?? 0;
    if (held > 0) return save(kept, { post, dueAt: at + held + random() * JITTER });
    // All else is done before: between the claim and the request there is nothing but the store's answer.
    const mine: Post = { ...claimed.post, ...draft.about };
    const version = await store.posts.save({ ...kept, value: mine, dueAt: at + LEASE });
    if (version === undefined) return;
    // Whoever was held up until the lease is nearly over leaves the sending to the next.
    const inTime = now() < at + LEASE / 2;
    const delivery: Delivery = inTime
      ? await deliver(poster, to, draft.answer, keyOf(post))
      : { kind: 'failed' };
    const before = { ...mine, doubtSince: post.doubtSince };
    await confirm({ ...kept, version }, settle(before, mine, delivery, now(), random()), delivery);
  };

  /** Whether the channel still wants it: it may have been turned off since the post was planned. */
  async function wanted({ workspace, value }: Kept<Post>): Promise<boolean> {
    const subscription = await store.subscriptions.get(workspace, value.channel);
    return subscription !== undefined && subscription.value.paused === undefined;
  }

  /** Chooses what the channel gets, counts in how it did before, and draws the card. May be done any number of times. */
  async function prepare({ workspace, value: post }: Kept<Post>): Promise<Draft | undefined> {
    const { channel, day } = post;
    const { path, version, changed } = await pathBefore(store, workspace, channel, day);
    const chosen = chosenBefore(post) ?? (await chooseNext(workspace, channel, path));
    if (!chosen) return undefined;
    // Whoever was faster has counted the same.
    if (changed) await store.paths.save({ workspace, id: channel, version, value: path });
    const { concept, question } = chosen;
    return {
      about: { concept: concept.id, ...(question ? { question: question.id } : {}) },
      answer: dailyCard({ ...chosen, path, day }, knowledge.catalog),
    };
  }

  function chosenBefore(post: Post): Chosen | undefined {
    const concept = post.concept === undefined ? undefined : knowledge.catalog.concept(post.concept);
    return concept && { concept, question: concept.questions.find((one) => one.id === post.question) };
  }

  async function chooseNext(workspace: string, channel: string, path: Path): Promise<Chosen | undefined> {
    const subscription = await store.subscriptions.get(workspace, channel);
    return nextConcept(knowledge.catalog, subscription?.value.topics ?? [], path);
  }

  async function deliver(poster: Poster, to: Place, answer: Answer, key: string): Promise<Delivery> {
    try {
      return await poster.post(to, answer, { key });
    } catch (cause) {
      log('error', 'daily.poster', { cause: cause instanceof Error ? cause.message : String(cause) });
      return { kind: 'doubtful' };
    }
  }

  async function confirm(kept: Kept<Post>, next: Next, delivery: Delivery): Promise<void> {
    const { workspace, value } = kept;
    const isRefused = delivery.kind === 'closed' || delivery.kind === 'revoked';
    const confirmed = await save(kept, next, isRefused ? 'refused' : next.post.state);
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
    const poster = posters[post.platform];
    const lookAgainAt = poster?.left && now() + LEFT_AFTER;
    if (!(await pause(store.subscriptions, workspace, post.channel, 'closed', lookAgainAt))) return;
    const contact = await store.contacts.get(workspace, post.channel);
    const told = contact?.person && (await poster?.tell(placeOf(workspace, post), contact.person, PAUSED));
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

  /** @param end what became of it, for operators */
  async function save(kept: Kept<Post>, { post, dueAt }: Next, end: string = post.state): Promise<boolean> {
    const { dueAt: _, ...rest } = kept;
    const saved = await store.posts.save({ ...rest, value: post, ...(dueAt === undefined ? {} : { dueAt }) });
    if (saved !== undefined && dueAt === undefined) {
      const { platform, channel, day, tries, plannedFor } = post;
      const lateMs = now() - plannedFor;
      log(end === 'sent' ? 'info' : 'warn', 'daily.post', {
        platform,
        state: end,
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
