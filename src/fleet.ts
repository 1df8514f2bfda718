import * as z from 'zod/mini';

/**
 * Who holds which of Discord's connections when several processes share the work. Discord wants one session for each
 * shard (https://discord.com/developers/docs/events/gateway#sharding). All of it is one record, changed by conditional
 * saves; here are the rules, as functions over it. Times are those of whoever calls, in milliseconds since 1970:
 * clocks may differ by up to `SKEW`.
 */

/** Where a session stands, for somebody else to go on with: Discord then sends what came meanwhile. */
const sessionSchema = z.object({ sessionId: z.string(), resumeURL: z.string(), sequence: z.number() });

const shardSchema = z.object({
  /** The process that holds it; nobody's where it was given up. */
  holder: z.string(),
  /** Until when it is held, or when it was given up. */
  until: z.number(),
  /** Left by the one who gave it up. */
  session: z.optional(sessionSchema),
});

export const fleetSchema = z.object({
  shards: z.array(shardSchema),
  /** The processes there are, and until when that is known. */
  members: z.record(z.string(), z.number()),
  /** When a session was last begun, by Discord's rate limit key. */
  begun: z.record(z.string(), z.number()),
});

export type Session = z.output<typeof sessionSchema>;
export type Fleet = z.output<typeof fleetSchema>;
type Shard = Fleet['shards'][number];

/** How long a shard is held without a sign of life. */
export const LEASE = 12_000;
/** How far two processes' clocks may be apart: so long a lease that has run out is left alone. */
export const SKEW = 5_000;
/** A lease with less than this left is renewed. */
const RENEW = 8_000;
/** A shard that is free for so long is not left to the one whose turn it is: it may have died meanwhile. */
const PATIENCE = 3_000;
/** Discord forgets a session some minutes after its connection closed. */
const RESUMABLE = 60_000;
/** Time between two new sessions of one rate limit key, and some to spare. https://discord.com/developers/docs/events/gateway#rate-limiting */
const BETWEEN_SESSIONS = 5_500;

const NOBODY = '';
const GIVEN_UP: Shard = { holder: NOBODY, until: 0 };

/** Whether a process may act as the holder of a shard. Nobody else may within `SKEW` of the end. */
export function holds(fleet: Fleet | undefined, shard: number, me: string, at: number): boolean {
  const one = fleet?.shards[shard];
  return one !== undefined && one.holder === me && at < one.until;
}

/** The shards that are a process's, run out or not. */
export function shardsOf(fleet: Fleet | undefined, me: string): number[] {
  return fleet?.shards.flatMap(({ holder }, shard) => (holder === me ? [shard] : [])) ?? [];
}

interface Tended {
  fleet: Fleet;
  /** Sessions to go on with, of shards that were taken. Nobody else is given them. */
  sessions: ReadonlyMap<number, Session>;
}

/**
 * What a process saves to stay one of the fleet, keep its shards and take its share of those that nobody holds.
 * @param recommended how many shards Discord recommends: taken up only while nobody holds any, as all must agree
 * @returns nothing while all is as it should be
 */
export function tend(
  kept: Fleet | undefined,
  { me, at, recommended }: { me: string; at: number; recommended: number },
): Tended | undefined {
  const before = kept ?? { shards: [], members: {}, begun: {} };
  const unheld = before.shards.every((shard) => isFree(shard, at));
  const resized = unheld && before.shards.length !== recommended;
  const shards = resized ? Array.from({ length: recommended }, () => GIVEN_UP) : before.shards;
  const share = shareOf(shards, alive(before, me, at), me, at);
  const free = shards.flatMap((shard, index) => (isFree(shard, at) ? [index] : []));
  const left = free.filter((index) => (shards[index]?.until ?? 0) + SKEW + PATIENCE <= at);
  const taking = new Set([...left, ...free.slice(0, share.mayTake)]);
  const oldest = Math.min(
    before.members[me] ?? 0,
    ...shards.filter(({ holder }) => holder === me).map(({ until }) => until),
  );
  if (taking.size === 0 && oldest - at >= RENEW) return undefined;
  const sessions = new Map<number, Session>();
  for (const index of taking) {
    const { session, until } = shards[index] ?? GIVEN_UP;
    if (session && at - until < RESUMABLE) sessions.set(index, session);
  }
  const until = at + LEASE;
  return {
    fleet: {
      shards: shards.map((shard, index) =>
        taking.has(index) || shard.holder === me ? { holder: me, until } : shard,
      ),
      members: { ...alive(before, me, at), [me]: until },
      begun: recent(before.begun, at),
    },
    sessions,
  };
}

/** How many shards a process should give up, so that one with fewer gets them. */
export function surplus(fleet: Fleet, me: string, at: number): number {
  return shareOf(fleet.shards, alive(fleet, me, at), me, at).surplus;
}

/** The fleet after a process gave up some shards, whose connections it has closed. */
export function withoutShards(
  fleet: Fleet,
  me: string,
  given: ReadonlyMap<number, Session | undefined>,
  at: number,
): Fleet {
  const shards = fleet.shards.map((shard, index): Shard => {
    if (!given.has(index) || shard.holder !== me) return shard;
    const session = given.get(index);
    return { holder: NOBODY, until: at, ...(session ? { session } : {}) };
  });
  return { ...fleet, shards };
}

/** The fleet without a process that is no more. */
export function withoutMember(fleet: Fleet, me: string): Fleet {
  const { [me]: _, ...members } = fleet.members;
  return { ...fleet, members };
}

/**
 * The fleet with a time set aside at which a process may begin a new session for a shard.
 * @param concurrency Discord's `max_concurrency`
 * @returns and how long to wait until then, in milliseconds
 */
export function withSession(
  fleet: Fleet,
  shard: number,
  concurrency: number,
  at: number,
): { fleet: Fleet; wait: number } {
  const key = String(shard % concurrency);
  const last = fleet.begun[key];
  const begin = last === undefined ? at : Math.max(at, last + BETWEEN_SESSIONS);
  return { fleet: { ...fleet, begun: { ...fleet.begun, [key]: begin } }, wait: begin - at };
}

function isFree({ holder, until }: Shard, at: number): boolean {
  return holder === NOBODY || until + SKEW <= at;
}

function alive(fleet: Fleet, me: string, at: number): Record<string, number> {
  const others = Object.entries(fleet.members).filter(([id, until]) => id !== me && until + SKEW > at);
  return { ...Object.fromEntries(others), [me]: fleet.members[me] ?? 0 };
}

function recent(begun: Fleet['begun'], at: number): Fleet['begun'] {
  return Object.fromEntries(Object.entries(begun).filter(([, time]) => time > at - RESUMABLE));
}

/** A fair share: as many as all others, or one more; a holder keeps what nobody lacks. */
function shareOf(
  shards: readonly Shard[],
  members: Readonly<Record<string, number>>,
  me: string,
  at: number,
) {
  const ids = Object.keys(members);
  const held = (id: string) => shards.filter((shard) => shard.holder === id && !isFree(shard, at)).length;
  const free = shards.filter((shard) => isFree(shard, at)).length;
  const least = Math.floor(shards.length / ids.length);
  const most = Math.ceil(shards.length / ids.length);
  const mine = held(me);
  const lacking = ids.reduce((sum, id) => sum + (id === me ? 0 : Math.max(0, least - held(id))), 0);
  return {
    mayTake: Math.max(0, Math.min(free, most - mine, Math.max(least - mine, free - lacking))),
    surplus: Math.max(0, mine - most, mine > least && lacking > free ? 1 : 0),
  };
}
