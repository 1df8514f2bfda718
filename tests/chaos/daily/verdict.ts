import { Temporal } from 'temporal-polyfill';
import { postId } from '../../../src/daily/place.ts';
import { LATE } from '../../../src/daily/schedule.ts';
import { LEASE } from '../../../src/daily/sending.ts';
import { type Cause, causeOf, type Evidence, told } from './doubts.ts';
import type { Channel, ChaosWorld } from './world.ts';

export interface Verdict {
  expected: number;
  sent: number;
  missing: number;
  doubled: number;
  wrongTime: number;
  /** How many doubts there are of each cause. */
  doubts: Record<Cause, number>;
  /** Doubts whose message is there after all. */
  doubtsSent: number;
  missed: number;
}

/** When a channel's posts should have been there, by a second implementation of time. */
function dueTimes({ zone, time }: Channel, from: number, to: number): { day: string; at: number }[] {
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
  evidence: Evidence,
  from: number,
  to: number,
): Promise<Verdict> {
  const verdict: Verdict = {
    expected: 0,
    sent: 0,
    missing: 0,
    doubled: 0,
    wrongTime: 0,
    doubts: { answer: 0, 'after the request': 0, 'before the request': 0, store: 0, none: 0 },
    doubtsSent: 0,
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
        const cause = causeOf(postId(id, day), id, there.length > 0, evidence);
        verdict.doubts[cause] += 1;
        verdict.doubtsSent += Math.min(1, there.length);
        if (cause === 'none')
          console.log(`  unexplained: ${id} on ${day}, ${told(postId(id, day), evidence)}`);
      } else {
        verdict.missing += 1;
        console.log(`  missing: ${id} on ${day}, ${post?.state ?? 'never planned'}, ${there.length} there`);
      }
    }
    verdict.wrongTime += seen.length - matched;
  }
  return verdict;
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
