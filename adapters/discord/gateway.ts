import { Client, GatewayIntentBits, Options, type REST } from 'discord.js';
import {
  type APIInteraction,
  GatewayDispatchEvents,
  type GatewayGuildDeleteDispatchData,
  Routes,
} from 'discord-api-types/v10';
import type { Log } from '../../src/ports.ts';
import type { AnswerInteraction } from './interactions.ts';

export interface GatewaySettings {
  token: string;
  /** Another REST address; Discord's own when left out. */
  apiUrl?: string;
  answer: AnswerInteraction;
  /** Hears when the bot was taken out of a server. */
  onRemoved(guild: string): Promise<void>;
  log: Log;
}

export interface Gateway {
  rest: REST;
  start(): Promise<void>;
  /** Closes the connection once every answer that is under way has been sent. */
  stop(): Promise<void>;
  ready(): boolean;
}

/** Discord over its gateway: no privileged intent, nothing cached, raw interactions answered by the shared function. */
export function createGateway({ token, apiUrl, answer, onRemoved, log }: GatewaySettings): Gateway {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      GuildMemberManager: 0,
      MessageManager: 0,
      UserManager: 0,
      ThreadManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
    }),
    // A late answer is worth nothing: no second try within Discord's 3 s.
    rest: { retries: 0, timeout: 2_500, ...(apiUrl ? { api: apiUrl } : {}) },
  });
  // Commands are registered before the login that would set it.
  client.rest.setToken(token);
  const running = new Set<Promise<void>>();

  async function respond(interaction: APIInteraction): Promise<void> {
    try {
      const body = await answer(interaction);
      if (body)
        await client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
          body,
          auth: false,
        });
    } catch (cause) {
      log('error', 'discord.answer', { cause: cause instanceof Error ? cause.message : String(cause) });
    }
  }

  client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => {
    const work = respond(interaction).finally(() => running.delete(work));
    running.add(work);
  });
  client.ws.on(GatewayDispatchEvents.GuildDelete, (guild: GatewayGuildDeleteDispatchData) => {
    // One that is only unavailable comes back.
    if (guild.unavailable) return;
    const work = onRemoved(guild.id)
      .catch((cause: unknown) =>
        log('error', 'discord.removed', { cause: cause instanceof Error ? cause.message : String(cause) }),
      )
      .finally(() => running.delete(work));
    running.add(work);
  });
  client.on('error', (error) => log('error', 'discord.gateway', { cause: error.message }));
  client.on('shardDisconnect', (event) => log('warn', 'discord.disconnected', { code: event.code }));

  return {
    rest: client.rest,
    async start() {
      await client.login(token);
    },
    async stop() {
      await Promise.allSettled(running);
      await client.destroy();
    },
    ready: () => client.isReady(),
  };
}
