import type { Knowledge, Place } from '../commands/command.ts';
import type { Job } from '../due.ts';
import type { Kept } from '../ports.ts';
import { change } from '../store.ts';
import { award } from './award.ts';
import { LEASE } from './challenge.ts';
import { duelStep, isOver, scoreSide } from './duel.ts';
import { endMessage, leftMessage, offerMessage } from './duel-messages.ts';
import { type Duelists, duelistsOf } from './duelists.ts';
import { bankOf } from './questions.ts';
import type { Duel } from './values.ts';

/** How long after its time the end of a duel is still tried to be told, in milliseconds. */
const GIVE_UP = 3_600_000;

type Needs = Pick<Knowledge, 'catalog' | 'store' | 'posters'>;

/** What the clock does for a duel: tells the challenged person once, and how it ended once. */
export function duelJob(needs: Needs): Job<Duel> {
  const { store, posters } = needs;
  return async (record, at) => {
    const version = await store.duels.save({ ...record, dueAt: at + LEASE });
    if (version === undefined || !posters[record.value.platform]) return;
    const [one, other] = await duelistsOf(store, record.workspace, record.id);
    const both: Duelists | undefined = one === undefined || other === undefined ? undefined : [one, other];
    const value = both ? atItsTime(record.value, at) : duelStep(record.value, { kind: 'left' });
    const claimed = { ...record, version, value };
    if (both && !isOver(value)) await announce(claimed, both, at, needs);
    else await end(claimed, both ?? one, at, needs);
  };
}

function atItsTime(duel: Duel, at: number): Duel {
  return at >= duel.until ? duelStep(duel, { kind: 'expired' }) : duel;
}

async function announce(
  { workspace, id, value }: Kept<Duel>,
  people: Duelists,
  at: number,
  { store, posters, catalog }: Needs,
): Promise<void> {
  const offer = offerMessage({ d: id, w: workspace }, value, people, catalog);
  if (!value.announced) await posters[value.platform]?.tell(placeOf(workspace, value), people[1], offer);
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
}

/** @param people both; or the one who is still there, if anybody is */
async function end(
  record: Kept<Duel>,
  people: Duelists | string | undefined,
  at: number,
  { store, posters, catalog }: Needs,
): Promise<void> {
  const { workspace, id, value } = record;
  // Saved before it is told: a press that comes now finds the duel over.
  const version = await store.duels.save({ ...record, dueAt: at + LEASE });
  if (version === undefined) return;
  const { dueAt: _due, ...rest } = record;
  const poster = posters[value.platform];
  if (poster && people !== undefined) {
    const alone = typeof people === 'string';
    const message = alone ? leftMessage(people) : endMessage({ d: id, w: workspace }, value, people, catalog);
    if (!alone && value.stage === 'finished') await reward(record, people, at, { store, catalog });
    const place = placeOf(workspace, value);
    const delivery = await poster.post(place, message, { key: `${id}-end` });
    if (delivery.kind === 'wait' || (delivery.kind === 'failed' && at < value.until + GIVE_UP)) {
      const pause = delivery.kind === 'wait' ? delivery.milliseconds : LEASE;
      await store.duels.save({ ...record, version, dueAt: at + pause });
      return;
    }
    if (delivery.kind === 'closed')
      for (const person of alone ? [people] : people) await poster.tell(place, person, message);
  }
  await store.duels.save({ ...rest, version });
}

async function reward(
  { workspace, id, value }: Kept<Duel>,
  people: Duelists,
  at: number,
  { store, catalog }: Pick<Needs, 'store' | 'catalog'>,
): Promise<void> {
  for (const which of [0, 1] as const) {
    const { questions } = scoreSide(id, value, which, bankOf(catalog));
    await award(store, workspace, people[which], { game: id, channel: value.channel, questions }, at);
  }
}

function placeOf(workspace: string, { platform, channel }: Duel): Place {
  return { platform, workspace, channel };
}
