import type { Posters } from '../commands/command.ts';
import type { Job } from '../due.ts';
import type { Kept, Log, Records } from '../ports.ts';
import type { Store } from '../store.ts';
import { postId } from './place.ts';
import { following, LATE, nextOccurrence } from './schedule.ts';
import type { Post, Subscription } from './values.ts';

/** When the clock must look at a subscription again, counted from an instant on. */
export function planned(subscription: Subscription, from: number): { value: Subscription; dueAt: number } {
  const next = nextOccurrence(subscription.schedule, from, subscription.lastDay);
  const { paused: _, ...running } = subscription;
  return { value: { ...running, next }, dueAt: next.at };
}

/** How far apart the posts of one moment are planned, in milliseconds: Discord takes 50 requests a second in all. */
const SPACING = { discord: 25, slack: 100, terminal: 0 };
/** Spacings that are remembered before those that are over are thrown away. */
const REMEMBERED = 10_000;

/**
 * The clock's tick for one subscription: its post is written down, then the next date is. Each step may be repeated:
 * the post of a date is made once, whoever comes first.
 */
export function createPlan(
  store: Pick<Store, 'posts' | 'subscriptions' | 'purge'>,
  posters: Posters,
  log: Log,
): Job<Subscription> {
  const free = new Map<string, number>();

  /** When a post may go out at the earliest: all of Discord shares one limit, each Slack workspace has its own. */
  function slot(platform: Post['platform'], workspace: string, at: number): number {
    if (free.size > REMEMBERED) for (const [whose, until] of free) if (until <= at) free.delete(whose);
    const whose = platform === 'discord' ? platform : workspace;
    const time = Math.max(at, free.get(whose) ?? 0);
    free.set(whose, time + SPACING[platform]);
    return time;
  }

  return async (kept, at) => {
    const { workspace, id: channel, value } = kept;
    const { platform, next: occurrence, schedule } = value;
    if (value.paused || !occurrence) {
      if (value.paused === 'closed' && (await posters[platform]?.left?.(workspace))) {
        const records = await store.purge(workspace);
        log('warn', `${platform}.removed`, { workspace, records });
        return;
      }
      const { dueAt: _, ...still } = kept;
      await store.subscriptions.save(still);
      return;
    }
    const { day, at: plannedFor } = occurrence;
    const late = at - plannedFor > LATE;
    const post: Post = {
      platform,
      channel,
      day,
      plannedFor,
      state: late ? 'missed' : 'waiting',
      tries: 0,
    };
    const made = await store.posts.save({
      workspace,
      id: postId(channel, day),
      version: 0,
      value: post,
      ...(late ? {} : { dueAt: slot(platform, workspace, at) }),
    });
    if (late && made !== undefined)
      log('warn', 'daily.post', { platform, state: 'missed', workspace, channel, day });
    const next = following(schedule, occurrence, at);
    await store.subscriptions.save({
      ...kept,
      value: { ...value, lastDay: day, next },
      dueAt: next.at,
    });
  };
}

/**
 * Discord tells over its gateway alone that the bot was taken out of a server, and only whoever is connected at that
 * moment. So a server where a post found its channel closed is asked about once more, after so many milliseconds: who
 * takes the bot back until then finds all as it was.
 */
export const LEFT_AFTER = 7 * 86_400_000;

/**
 * Pauses a subscription.
 * @param lookAgainAt when the clock must look whether the workspace is still there
 * @returns whether it was this call that did it
 */
export async function pause(
  subscriptions: Records<Subscription>,
  workspace: string,
  channel: string,
  why: NonNullable<Subscription['paused']>,
  lookAgainAt?: number,
): Promise<boolean> {
  for (;;) {
    const kept = await subscriptions.get(workspace, channel);
    if (!kept || kept.value.paused) return false;
    const due = lookAgainAt === undefined ? {} : { dueAt: lookAgainAt };
    if ((await subscriptions.save({ ...stopped(kept, why), ...due })) !== undefined) return true;
  }
}

function stopped(
  { dueAt: _, ...kept }: Kept<Subscription>,
  why: NonNullable<Subscription['paused']>,
): Kept<Subscription> {
  const { next: __, ...value } = kept.value;
  return { ...kept, value: { ...value, paused: why } };
}
