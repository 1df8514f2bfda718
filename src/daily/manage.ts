import type { Person, Place } from '../commands/command.ts';
import { change, type Store } from '../store.ts';
import { planned } from './plan.ts';
import { WEEKDAYS } from './read.ts';
import { following } from './schedule.ts';
import type { Subscription } from './values.ts';
import type { Wishes } from './words.ts';

/** 9:30, when people are there and the day is not yet full. */
const USUAL_TIME = 570;

type Stores = Pick<Store, 'subscriptions' | 'contacts'>;

/**
 * Turns a channel's daily concept on, or changes what was said and leaves the rest.
 * @returns false where no time zone is known, and nothing was done
 */
export async function setUp(
  store: Stores,
  place: Place,
  person: Person,
  wishes: Wishes,
  at: number,
): Promise<boolean> {
  const before = await store.subscriptions.get(place.workspace, place.channel);
  const zone = wishes.zone ?? before?.value.schedule.zone ?? person.zone;
  if (zone === undefined || place.platform === 'terminal') return false;
  const { platform } = place;
  await change(store.subscriptions, place.workspace, place.channel, (kept) => {
    const value: Subscription = {
      platform,
      schedule: {
        time: wishes.time ?? kept?.value.schedule.time ?? USUAL_TIME,
        zone,
        weekdays: wishes.weekdays ?? kept?.value.schedule.weekdays ?? WEEKDAYS,
      },
      topics: wishes.topics ?? kept?.value.topics ?? [],
      ...(kept?.value.lastDay === undefined ? {} : { lastDay: kept.value.lastDay }),
    };
    return { ...kept, ...planned(value, at) };
  });
  await change(store.contacts, place.workspace, place.channel, (kept) =>
    kept?.person === person.id ? undefined : { value: { platform }, person: person.id },
  );
  return true;
}

/** Goes on where it was paused, whyever it was. */
export async function resume(store: Stores, place: Place, at: number): Promise<void> {
  await change(store.subscriptions, place.workspace, place.channel, (kept) =>
    kept?.value.paused ? { ...kept, ...planned(kept.value, at) } : undefined,
  );
}

/** Leaves the next post out. */
export async function skip(store: Stores, place: Place): Promise<void> {
  await change(store.subscriptions, place.workspace, place.channel, (kept) => {
    const skipped = kept?.value.next;
    if (!kept || !skipped) return undefined;
    const next = following(kept.value.schedule, skipped, skipped.at);
    return { ...kept, value: { ...kept.value, lastDay: skipped.day, next }, dueAt: next.at };
  });
}

/** Turns it off. Where the channel stood is kept, so that turned on again it does not begin anew. */
export async function off(store: Stores, { workspace, channel }: Place): Promise<void> {
  for (const records of [store.subscriptions, store.contacts]) {
    for (;;) {
      const kept = await records.get(workspace, channel);
      if (!kept || (await records.remove(workspace, channel, kept.version))) break;
    }
  }
}
