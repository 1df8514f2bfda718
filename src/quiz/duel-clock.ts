import type { Knowledge, Place } from '../commands/command.ts';
import type { Job } from '../due.ts';
import { change } from '../store.ts';
import { award } from './award.ts';
import { LEASE } from './challenge.ts';
import { duelStep, isOver, scoreSide } from './duel.ts';
import { endMessage, offerMessage } from './duel-messages.ts';
import { bankOf } from './questions.ts';
import type { Duel } from './values.ts';

/** How long after its time the end of a duel is still tried to be told, in milliseconds. */
const GIVE_UP = 3_600_000;

/** What the clock does for a duel: tells the challenged person once, and how it ended once. */
export function duelJob({
  store,
  posters,
  catalog,
}: Pick<Knowledge, 'catalog' | 'store' | 'posters'>): Job<Duel> {
  return async (record, at) => {
    const { workspace, id } = record;
    const of = { d: id, w: workspace };
    const version = await store.duels.save({ ...record, dueAt: at + LEASE });
    const poster = posters[record.value.platform];
    if (version === undefined || !poster) return;
    const { platform, channel } = record.value;
    const place: Place = { platform, workspace, channel };
    const expired = at >= record.value.until ? duelStep(record.value, { kind: 'expired' }) : record.value;

    if (!isOver(expired)) {
      if (!expired.announced)
        await poster.tell(place, expired.sides[1].person, offerMessage(of, expired, catalog));
      await change(
        store.duels,
        workspace,
        id,
        (before) =>
          before && {
            value: { ...before.value, announced: true },
            dueAt: isOver(before.value) ? at : before.value.until,
          },
      );
      return;
    }
    // Saved before it is told: a press that comes now finds the duel over.
    const ended = await store.duels.save({ ...record, value: expired, version, dueAt: at + LEASE });
    if (ended === undefined) return;
    if (expired.stage === 'finished') await reward(id, expired, at);
    const delivery = await poster.post(place, endMessage(of, expired, catalog), { key: `${id}-end` });
    if (delivery.kind === 'wait' || (delivery.kind === 'failed' && at < expired.until + GIVE_UP)) {
      const pause = delivery.kind === 'wait' ? delivery.milliseconds : LEASE;
      await store.duels.save({ ...record, value: expired, version: ended, dueAt: at + pause });
      return;
    }
    const { dueAt: _done, ...rest } = record;
    await store.duels.save({ ...rest, value: expired, version: ended });
    if (delivery.kind === 'closed')
      for (const side of expired.sides)
        await poster.tell(place, side.person, endMessage(of, expired, catalog));

    async function reward(game: string, duel: Duel, time: number): Promise<void> {
      for (const which of [0, 1] as const) {
        const { person, questions } = scoreSide(game, duel, which, bankOf(catalog));
        await award(store, workspace, person, { game, channel, questions }, time);
      }
    }
  };
}
