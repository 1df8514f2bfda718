import { Temporal } from 'temporal-polyfill';
import { postId } from '../../../src/daily/place.ts';
import { LATE } from '../../../src/daily/schedule.ts';
import { LEASE } from '../../../src/daily/sending.ts';
import type { Channel, ChaosWorld } from './world.ts';

/** Something that was done to the bot on purpose. */
export interface Mishap {
  at: number;
  what: 'killed' | 'stopped' | 'fault';
  /** Where a fault befell a message. */
  channel?: string;
}

export interface Verdict {
  expected: number;
  sent: number;
  missing: number;
  doubled: number;
  wrongTime: number;
  doubts: number;
  /** Doubts whose message is there after all. */
  doubtsSent: number;
  unexplained: number;
  missed: number;
}

/** When a channel's posts should have been there, by a second implementation of time. */
export function dueTimes({ zone, time }: Channel, from: number, to: number): { day: string; at: number }[] {
  const times: { day: string; at: number }[] = [];
  let date = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate();
  for (;;) {
    const wall = date.toPlainDateTime({ hour: Math.floor(time / 60), minute: time % 60 });
    const at = wall.toZonedDateTime(zone).epochMilliseconds;
    if (at >= to) return times;
    if (at > from) times.push({ day: date.toString(), at });
    date = date.add({ days: 1 });
  }
}

/** Counts what the people of the channels see against what they should. */
export async function judge(
  world: ChaosWorld,
  mishaps: readonly Mishap[],
  from: number,
  to: number,
): Promise<Verdict> {
  const verdict: Verdict = {
    expected: 0,
    sent: 0,
    missing: 0,
    doubled: 0,
    wrongTime: 0,
    doubts: 0,
    doubtsSent: 0,
    unexplained: 0,
    missed: 0,
  };
  for (const channel of world.channels) {
    const seen = messageTimes(world, channel);
    let matched = 0;
    for (const { day, at } of dueTimes(channel, from, to)) {
      verdict.expected += 1;
      const there = seen.filter((time) => time >= at && time <= at + LATE + LEASE);
      matched += there.length;
      verdict.doubled += Math.max(0, there.length - 1);
      const { workspace, channel: id } = channel.place;
      const post = (await world.store.posts.get(workspace, postId(id, day)))?.value;
      if (post?.state === 'sent' && there.length > 0) verdict.sent += 1;
      else if (post?.state === 'missed') verdict.missed += 1;
      else if (post?.state === 'doubtful') {
        verdict.doubts += 1;
        verdict.doubtsSent += Math.min(1, there.length);
        if (!isExplained(mishaps, id, post.doubtSince ?? 0)) verdict.unexplained += 1;
      } else {
        verdict.missing += 1;
        console.log(`  missing: ${id} on ${day}, ${post?.state ?? 'never planned'}, ${there.length} there`);
      }
    }
    verdict.wrongTime += seen.length - matched;
  }
  return verdict;
}

/** A fault on that very message, or a process that ended or stood still while somebody held the claim. */
function isExplained(mishaps: readonly Mishap[], channel: string, since: number): boolean {
  return mishaps.some(
    ({ at, what, channel: befallen }) =>
      at >= since - 1_000 && at <= since + LEASE * 2 && (what !== 'fault' || befallen === channel),
  );
}

const DISCORD_EPOCH = 1_420_070_400_000n;

function messageTimes({ slack, discord }: ChaosWorld, { place }: Channel): number[] {
  if (place.platform === 'slack') {
    const channel = slack.workspace.channels.find((one) => one.id === place.channel);
    return (channel?.messages ?? []).map((message) => Number(message.ts) * 1_000);
  }
  const messages = discord.state.messages.get(place.channel) ?? [];
  return messages.map(({ wire }) => Number((BigInt(wire.id) >> 22n) + DISCORD_EPOCH));
}
