import type { Place } from '../commands/command.ts';
import type { Post } from './values.ts';

/** The id of a channel's post of a day; those of a channel follow one another by date. */
export function postId(channel: string, day: string): string {
  return `${channel}/${day}`;
}

/** The id of a person's answer to a channel's question of a day. */
export function answerId(channel: string, day: string, person: string): string {
  return `${postId(channel, day)}/${person}`;
}

export function placeOf(workspace: string, { platform, channel }: Pick<Post, 'platform' | 'channel'>): Place {
  return { platform, workspace, channel };
}

/** The same for every try at a day's post in a channel, and for no other: at most 25 characters for Discord's nonce. */
export function keyOf({ channel, day }: Pick<Post, 'channel' | 'day'>): string {
  const days = Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
  return `${days.toString(36)}-${channel}`.slice(0, 25);
}
