import { type Duty, getDue } from '../due.ts';
import type { Clock, Kept, Log, Random, Records } from '../ports.ts';
import type { SendPost } from './send.ts';
import type { Post } from './values.ts';

/**
 * Most that are sent at the same time. Slack limits each channel and each workspace, not the bot as a whole: with an
 * answer in some 120 ms this is 2,000 a second, about what one process can claim, and few enough connections.
 */
const MOST = 256;
/**
 * Most of them for one workspace. Slack takes "several hundred messages a minute" from all channels of one, so eight
 * at once is more than it takes for long, and one that is slow to answer holds up no other.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
const MOST_OF_ONE = 8;
/**
 * Most that are begun on Discord in any one second: it takes 50 requests a second in all, from every process together.
 * https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
 */
const DISCORD_A_SECOND = 44;

/** How long what one workspace has too much of waits, in milliseconds. */
const BACK_IN = 5_000;

/** In one process, the queue between the clock and those who send. */
export function createDispatch(
  posts: Records<Post>,
  send: SendPost,
  { now, random, log }: { now: Clock; random: Random; log: Log },
): Duty {
  const underWay = new Map<string, Promise<unknown>>();
  const busy = new Map<string, number>();
  /** When the last ones were begun on Discord, within a second. */
  const asked: number[] = [];

  function mayAskDiscord(): boolean {
    const time = now();
    while ((asked[0] ?? time) <= time - 1_000) asked.shift();
    if (asked.length >= DISCORD_A_SECOND) return false;
    asked.push(time);
    return true;
  }

  function start(key: string, kept: Kept<Post>): Promise<unknown> {
    const { workspace } = kept;
    busy.set(workspace, (busy.get(workspace) ?? 0) + 1);
    const work = send(kept)
      .catch(async (cause: unknown) => {
        log('error', 'daily.send', { cause: cause instanceof Error ? cause.message : String(cause) });
        // If it got as far as claiming, this loses, and the lease decides.
        await posts.save({ ...kept, dueAt: now() + 60_000 }).catch(() => {});
      })
      .finally(() => {
        underWay.delete(key);
        const left = (busy.get(workspace) ?? 1) - 1;
        if (left > 0) busy.set(workspace, left);
        else busy.delete(workspace);
      });
    underWay.set(key, work);
    return work;
  }

  /** Puts off what its workspace has too much of. @returns whether it did */
  async function putOff(kept: Kept<Post>): Promise<boolean> {
    if ((busy.get(kept.workspace) ?? 0) < MOST_OF_ONE) return false;
    await posts.save({ ...kept, dueAt: now() + BACK_IN * (0.5 + random()) });
    return true;
  }

  const mayAsk = ({ value }: Kept<Post>) => value.platform !== 'discord' || mayAskDiscord();

  return {
    name: 'daily.send',
    kind: 'posts',
    async run(_at, { limit }) {
      let started = 0;
      for (let found = true; found; ) {
        found = false;
        for (const kept of await posts.due(now(), limit)) {
          const key = `${kept.workspace}/${kept.id}`;
          if (underWay.has(key)) continue;
          if (await putOff(kept)) {
            found = true;
            continue;
          }
          while (underWay.size >= MOST) await Promise.race(underWay.values());
          // It stays due, for the next round.
          if (!mayAsk(kept)) continue;
          void start(key, kept);
          found = true;
          started += 1;
        }
      }
      return started;
    },
    async one({ workspace, id }, at) {
      const kept = await getDue(posts, workspace, id, at);
      const key = `${workspace}/${id}`;
      if (!kept || underWay.has(key) || (await putOff(kept))) return;
      if (mayAsk(kept)) await start(key, kept);
      // No next round finds it here.
      else await posts.save({ ...kept, dueAt: now() + 1_000 * (0.5 + random()) });
    },
    async settled() {
      await Promise.all(underWay.values());
    },
  };
}
