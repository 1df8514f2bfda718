import { type Discord, startDiscord } from '../../adapters/playground/discord/stand-in.ts';
import type { WireMessage } from '../../adapters/playground/discord/state.ts';
import { type Server, serve } from '../../adapters/server/serve.ts';
import type { Settings } from '../../adapters/server/settings.ts';
import type { Simile } from '../../src/simile.ts';
import { type Conversation, objectsWhere, type Seen, stringsAt, type Who } from './seen.ts';

export interface DiscordConversation extends Conversation {
  discord: Discord;
  /** Stops the bot and starts it anew against the same Discord. */
  restart(): Promise<void>;
}

/** The real server with discord.js, before a stand-in of Discord. */
export async function talkOnDiscord(simile: Simile, way: 'http' | 'gateway'): Promise<DiscordConversation> {
  const discord = await startDiscord();
  const settings: Settings = {
    discord: {
      token: discord.botToken,
      applicationId: discord.appId,
      apiUrl: discord.apiUrl,
      ...(way === 'http' ? { publicKey: discord.publicKey } : {}),
    },
    host: '127.0.0.1',
    port: 0,
    logLevel: 'error',
  };
  const start = async (): Promise<Server> => {
    const connected = Promise.withResolvers<void>();
    const started = await serve(settings, {
      simile,
      now: Date.now,
      log: (_level, event) => {
        if (event === 'connected') connected.resolve();
      },
    });
    await connected.promise;
    if (way === 'http') await discord.useEndpoint(`http://127.0.0.1:${started.port}/discord/interactions`);
    else await discord.until(() => discord.gateway.connected > 0);
    return started;
  };
  let server = await start();

  const channel = discord.world.channels.general.id;
  const id = (who: Who) => (who === 'ada' ? discord.world.people.ada.id : discord.world.people.bo.id);
  const visible = (who: Who) => discord.visibleTo(id(who), channel);
  const answered = (who: Who): Seen => {
    const seen = visible(who).at(-1);
    if (seen?.kind !== 'message') throw new Error(seen ? seen.failure.why : `${who} sees nothing.`);
    return show(seen.message, seen.ephemeral);
  };
  return {
    discord,
    async restart() {
      await server.stop();
      server = await start();
    },
    async types(line, who = 'ada') {
      const [, name = '', text = ''] = /^\/(\S+)\s*(.*)$/s.exec(line) ?? [];
      const outcome = await discord.slash(id(who), channel, name, simile.read(name, text));
      if (outcome.kind === 'refused' || outcome.kind === 'failed') throw new Error(outcome.why);
      return answered(who);
    },
    async presses(label, who = 'ada') {
      const seen = visible(who).at(-1);
      if (seen?.kind !== 'message') throw new Error(`${who} sees nothing to press.`);
      await pressOn(discord, seen.message, label, id(who));
      return answered(who);
    },
    sees: (who = 'ada') => (visible(who).length > 0 ? answered(who) : undefined),
    count: (who = 'ada') => visible(who).length,
    complaints: () =>
      discord.exchanges.flatMap((one) => one.problems.map((problem) => JSON.stringify(problem))),
    async close() {
      await server.stop();
      await discord.close();
    },
  };
}

async function pressOn(discord: Discord, message: WireMessage, label: string, who: string): Promise<void> {
  const [button] = objectsWhere(message.components, (one) => one.label === label && 'custom_id' in one);
  if (button) return expectTaken(await discord.press(who, message.id, String(button.custom_id)));
  for (const select of objectsWhere(message.components, (one) => Array.isArray(one.options))) {
    const [option] = objectsWhere(select.options, (one) => one.label === label);
    if (option)
      return expectTaken(
        await discord.select(who, message.id, String(select.custom_id), [String(option.value)]),
      );
  }
  throw new Error(`There is no "${label}" to press.`);
}

function expectTaken(outcome: Awaited<ReturnType<Discord['press']>>): void {
  if (outcome.kind === 'refused' || outcome.kind === 'failed') throw new Error(outcome.why);
}

export function show(message: Pick<WireMessage, 'components'>, isPrivate: boolean): Seen {
  return {
    text: stringsAt(message.components, new Set(['content']))
      .join('\n')
      .replaceAll('\\', ''),
    offers: stringsAt(message.components, new Set(['label'])),
    isPrivate,
  };
}
