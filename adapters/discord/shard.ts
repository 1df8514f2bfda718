import { setTimeout as sleep } from 'node:timers/promises';
import type { REST } from '@discordjs/rest';
import { CloseCodes, type SessionInfo, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayCloseCodes, type GatewayDispatchPayload, GatewayIntentBits } from 'discord-api-types/v10';
import type { Session } from '../../src/fleet.ts';
import type { Log } from '../../src/ports.ts';

export interface ShardSettings {
  token: string;
  rest: REST;
  id: number;
  /** How many shards there are. */
  count: number;
  /** Somebody else's session to go on with. */
  session: Session | undefined;
  /** Sets a time aside for a new session. @returns how long to wait until then, in milliseconds */
  turn(): Promise<number>;
  onEvent(event: GatewayDispatchPayload): void;
  /** Hears when Discord takes this shard no more, and trying again as it is would not help. */
  onRefused(code: number): void;
  log: Log;
}

/** One connection to Discord's gateway. */
export interface Shard {
  /** Resolves when it is up for the first time. It comes back by itself when the line is cut. */
  connected: Promise<void>;
  ready(): boolean;
  /** Closes it, so that whoever gets its session is sent what comes from now on. */
  close(): Promise<Session | undefined>;
}

/** Close codes after which discord.js tries no more. https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway */
const REFUSALS = new Set<number>([
  GatewayCloseCodes.AuthenticationFailed,
  GatewayCloseCodes.InvalidShard,
  GatewayCloseCodes.ShardingRequired,
  GatewayCloseCodes.InvalidAPIVersion,
  GatewayCloseCodes.InvalidIntents,
  GatewayCloseCodes.DisallowedIntents,
]);

/** How long a close waits for Discord's own, in milliseconds. */
const CLOSING = 1_000;

export function openShard(settings: ShardSettings): Shard {
  const { token, rest, id, count, session, turn, onEvent, onRefused, log } = settings;
  let kept: SessionInfo | null = session ? { ...session, shardId: id, shardCount: count } : null;
  let up = false;
  /** Discord has said hello on the connection there is. */
  let greeted = false;
  let closing = false;
  // The part of discord.js that speaks with the gateway. Its Client would keep what is never asked for.
  const manager = new WebSocketManager({
    token,
    rest,
    intents: GatewayIntentBits.Guilds,
    shardCount: count,
    shardIds: [id],
    buildIdentifyThrottler: () => ({
      waitForIdentify: async (_shard, signal) => void (await sleep(await turn(), undefined, { signal })),
    }),
    // The library asks before each connection: one that is closed while it waits to connect again must not.
    retrieveSessionInfo: () => (closing ? new Promise<never>(() => {}) : kept),
    updateSessionInfo: (_shard, info) => {
      // Closing forgets a session that is to be handed over.
      if (info || !closing) kept = info;
    },
  });
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => onEvent(data));
  manager.on(WebSocketShardEvents.Hello, () => {
    greeted = true;
    if (closing) void manager.destroy({ code: CloseCodes.Resuming });
  });
  for (const event of [WebSocketShardEvents.Ready, WebSocketShardEvents.Resumed] as const)
    manager.on(event, () => {
      up = true;
    });
  manager.on(WebSocketShardEvents.Closed, ({ code }) => {
    up = false;
    greeted = false;
    if (closing) return;
    log('warn', 'discord.disconnected', { shard: id, code });
    if (REFUSALS.has(code)) onRefused(code);
  });
  manager.on(WebSocketShardEvents.Error, ({ error }) =>
    log('error', 'discord.gateway', { shard: id, cause: error.message }),
  );
  return {
    connected: manager.connect(),
    ready: () => up,
    async close() {
      closing = true;
      // One that is still connecting is closed as soon as it is greeted: the library hears no error of it any more
      // once it is told to destroy it, and an error that nobody hears ends the process.
      const closed = greeted ? manager.destroy({ code: CloseCodes.Resuming }) : undefined;
      await Promise.race([closed, sleep(CLOSING, undefined, { ref: false })]);
      if (!kept) return undefined;
      const { sessionId, resumeURL, sequence } = kept;
      return { sessionId, resumeURL, sequence };
    },
  };
}
