import { randomUUID } from 'node:crypto';
import { DiscordAPIError, REST } from '@discordjs/rest';
import {
  type APIGatewayBotInfo,
  type APIInteraction,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  Routes,
} from 'discord-api-types/v10';
import {
  type Fleet,
  holds,
  type Session,
  shardsOf,
  surplus,
  tend,
  withoutMember,
  withoutShards,
  withSession,
} from '../../src/fleet.ts';
import type { Clock, Kept, Log, Records } from '../../src/ports.ts';
import { change } from '../../src/store.ts';
import { asRequest } from '../web/request.ts';
import type { AnswerInteraction } from './interactions.ts';
import { openShard, type Shard } from './shard.ts';

export interface GatewaySettings {
  token: string;
  applicationId: string;
  /** Another REST address; Discord's own when left out. */
  apiUrl?: string;
  /** Where the processes that share the work agree on who holds what. */
  fleets: Records<Fleet>;
  answer: AnswerInteraction;
  /** Hears when the bot was taken out of a server. */
  onRemoved(guild: string): Promise<void>;
  now: Clock;
  log: Log;
  /** How often to look who holds what, in milliseconds; never by itself when left out. */
  lookEvery?: number;
}

export interface Gateway {
  rest: REST;
  /** Resolves when what this process holds is connected. */
  start(): Promise<void>;
  /** Hands its connections over, and resolves once every answer that is under way has been sent. */
  stop(): Promise<void>;
  /** Whether all that it holds is connected. It may hold nothing, and stand by. */
  ready(): boolean;
  /** Looks who holds what, keeps what is its own and takes over what nobody holds. */
  look(): Promise<void>;
}

/** How long nothing is tried after Discord refused a connection, in milliseconds: 1,000 sessions a day reset the token. */
const REFUSED = 300_000;
/** The first pause before a connection that did not come up is begun anew, in milliseconds: each next one is twice as long. */
const AGAIN = 5_000;

/** Discord over its gateway: no privileged intent, nothing cached, raw interactions answered by the shared function. */
export function createGateway(settings: GatewaySettings): Gateway {
  const { token, applicationId, apiUrl, fleets, answer, onRemoved, now, log, lookEvery } = settings;
  // A late answer is worth nothing: no second try within Discord's 3 s.
  const rest = new REST({ retries: 0, timeout: 2_500, ...(apiUrl ? { api: apiUrl } : {}) }).setToken(token);
  const me = randomUUID();
  const shards = new Map<number, Shard>();
  const running = new Set<Promise<void>>();
  /** The fleet as it was last read or saved, and its version. */
  let fleet: Fleet | undefined;
  let version = 0;
  let info: APIGatewayBotInfo | undefined;
  let refusedUntil = 0;
  /** Shards whose connection did not come up: when to begin anew, and with which session. */
  const waiting = new Map<number, { until: number; pause: number; session: Session | undefined }>();
  let stopped = false;
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const saved = async (edit: (fleet: Fleet | undefined) => Fleet | undefined) => {
    const kept = await change(fleets, '', applicationId, (before: Kept<Fleet> | undefined) => {
      const value = edit(before?.value);
      return value && { value };
    });
    // One that was read earlier may come back later.
    if (kept && kept.version > version) ({ value: fleet, version } = kept);
  };

  /** One at a time: whoever leaves meanwhile waits for it. */
  function tendOnce(): Promise<void> {
    looking ??= keepAndTake().finally(() => (looking = undefined));
    return looking;
  }

  async function look(): Promise<void> {
    try {
      await tendOnce();
    } catch (cause) {
      log('error', 'discord.fleet', { cause: reason(cause) });
      await closeThose((shard) => !holds(fleet, shard, me, now()));
    }
  }

  async function keepAndTake(): Promise<void> {
    if (stopped || now() < refusedUntil) return;
    info ??= (await rest.get(Routes.gatewayBot())) as APIGatewayBotInfo;
    const recommended = info.shards;
    let sessions: ReadonlyMap<number, Session> = new Map();
    await saved((before) => {
      const tended = tend(before, { me, at: now(), recommended });
      sessions = tended?.sessions ?? new Map();
      return tended?.fleet;
    });
    await closeThose((shard) => !holds(fleet, shard, me, now()));
    if (stopped) return;
    for (const shard of shardsOf(fleet, me)) {
      const again = waiting.get(shard);
      if (shards.has(shard) || (again && now() < again.until)) continue;
      open(shard, sessions.get(shard) ?? again?.session);
    }
    const tooMany = fleet ? surplus(fleet, me, now()) : 0;
    if (tooMany > 0) await handOver([...shards.keys()].slice(-tooMany));
  }

  function open(id: number, session: Session | undefined): void {
    const count = fleet?.shards.length ?? 1;
    log('info', 'discord.shard', { shard: id, of: count, state: session ? 'taken over' : 'taken' });
    const shard = openShard({
      token,
      rest,
      id,
      count,
      session,
      log,
      async turn() {
        let wait = 0;
        await saved((before) => {
          if (!before) return undefined;
          const turn = withSession(before, id, info?.session_start_limit.max_concurrency ?? 1, now());
          wait = turn.wait;
          return turn.fleet;
        });
        return wait;
      },
      onEvent: (event) => take(id, event),
      onRefused: (code) => refuse(new Error(`Discord closed with ${code}`)),
    });
    shards.set(id, shard);
    shard.connected.then(
      () => waiting.delete(id),
      (cause: unknown) => (isRefusal(cause) ? refuse(cause) : beginAnew(id, shard, cause)),
    );
  }

  /** What keeps one connection from coming up may be over in a moment: a server that fails, a line that is cut. */
  function beginAnew(id: number, shard: Shard, cause: unknown): void {
    if (stopped || shards.get(id) !== shard) return;
    const pause = Math.min(2 * (waiting.get(id)?.pause ?? AGAIN / 2), REFUSED);
    log('warn', 'discord.shard', { shard: id, state: 'unreachable', cause: reason(cause), retryInMs: pause });
    shards.delete(id);
    const again = { until: now() + pause, pause, session: undefined };
    waiting.set(id, again);
    track(shard.close().then((session) => void waiting.set(id, { ...again, session })));
  }

  /** Gives everything up for a while, and asks Discord anew how many shards there should be. */
  function refuse(cause: unknown): void {
    if (stopped || now() < refusedUntil) return;
    refusedUntil = now() + REFUSED;
    info = undefined;
    log('error', 'discord.refused', { cause: reason(cause), retryInMs: REFUSED });
    track(leave());
  }

  function take(shard: number, { t, d }: GatewayDispatchPayload): void {
    if (t === GatewayDispatchEvents.InteractionCreate)
      asRequest(d.id, () => track(ifHeld(shard, () => respond(d))));
    // One that is only unavailable comes back.
    if (t === GatewayDispatchEvents.GuildDelete && !d.unavailable)
      track(ifHeld(shard, () => onRemoved(d.id)));
  }

  /** Whoever was held up for long may not be the holder any more: it looks before it acts. */
  async function ifHeld(shard: number, act: () => Promise<void>): Promise<void> {
    if (!holds(fleet, shard, me, now())) await look();
    if (holds(fleet, shard, me, now())) await act();
  }

  async function respond(interaction: APIInteraction): Promise<void> {
    const body = await answer(interaction);
    if (!body) return;
    await rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false });
  }

  function track(work: Promise<void>): void {
    const tracked = work
      .catch((cause: unknown) => log('error', 'discord.answer', { cause: reason(cause) }))
      .finally(() => running.delete(tracked));
    running.add(tracked);
  }

  async function closeThose(wanted: (shard: number) => boolean): Promise<Map<number, Session | undefined>> {
    const closing = [...shards].filter(([id]) => wanted(id));
    for (const [id] of closing) shards.delete(id);
    return new Map(await Promise.all(closing.map(async ([id, shard]) => [id, await shard.close()] as const)));
  }

  /** Closes connections first: what Discord sends from then on it sends to whoever goes on with the session. */
  async function handOver(ids: readonly number[]): Promise<void> {
    const given = await closeThose((id) => ids.includes(id));
    await saved((before) => before && withoutShards(before, me, given, now()));
  }

  async function leave(): Promise<void> {
    await looking?.catch(() => {});
    const closed = await closeThose(() => true);
    await saved((before) => {
      if (!before) return undefined;
      // Those that are not open are given up too.
      const unopened = shardsOf(before, me).map((id) => [id, waiting.get(id)?.session] as const);
      const given = new Map([...unopened, ...closed]);
      return withoutMember(withoutShards(before, me, given, now()), me);
    });
  }

  const mine = () => shardsOf(fleet, me).map((id) => shards.get(id));

  return {
    rest,
    look,
    async start() {
      if (now() < refusedUntil) throw new Error('Discord refused the connection a short while ago.');
      await tendOnce();
      if (lookEvery !== undefined) timer ??= setInterval(look, lookEvery);
      await Promise.all(
        mine().map((shard) => {
          if (!shard) throw new Error('Discord’s gateway did not come up; it is tried again in a moment.');
          return shard.connected;
        }),
      );
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await leave().catch((cause: unknown) => log('error', 'discord.fleet', { cause: reason(cause) }));
      await Promise.all(running);
    },
    ready: () =>
      fleet !== undefined && now() >= refusedUntil && mine().every((shard) => shard?.ready() === true),
  };
}

/** Whether trying again would not help: the token is wrong, or all sessions of the day are used up. */
function isRefusal(cause: unknown): boolean {
  if (cause instanceof DiscordAPIError) return cause.status === 401 || cause.status === 403;
  return cause instanceof Error && cause.message.startsWith('Not enough sessions remaining');
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
