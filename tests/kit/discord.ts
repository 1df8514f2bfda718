import { REST } from '@discordjs/rest';
import { register } from '../../adapters/discord/registration.ts';
import { realClock } from '../../adapters/playground/discord/ids.ts';
import { type Discord, startDiscord } from '../../adapters/playground/discord/stand-in.ts';
import type { WireMessage } from '../../adapters/playground/discord/state.ts';
import { type Server, serve } from '../../adapters/server/serve.ts';
import type { Settings } from '../../adapters/server/settings.ts';
import type { Simile } from '../../src/simile.ts';
import type { Host } from './function.ts';
import { type Conversation, objectsWhere, type Seen, stringsAt, type Who } from './seen.ts';

export interface DiscordConversation extends Conversation {
  discord: Discord;
}

/** The real server with discord.js, before a stand-in of Discord. */
export async function talkOnDiscord(
  simile: Simile,
  way: 'http' | 'gateway' | Host,
  now = Date.now,
): Promise<DiscordConversation> {
  const discord = await startDiscord({ clock: { ...realClock, now } });
  const settings: Settings = {
    discord: {
      token: discord.botToken,
      applicationId: discord.appId,
      apiUrl: discord.apiUrl,
      ...(way === 'gateway' ? {} : { publicKey: discord.publicKey }),
    },
    host: '127.0.0.1',
    port: 0,
    logLevel: 'error',
  };
  const start = async (): Promise<Pick<Server, 'stop' | 'wake'>> => {
    if (typeof way === 'function') {
      const hosted = await way(settings);
      // Its operator does this, with "simile discord register".
      const rest = new REST({ api: discord.apiUrl }).setToken(discord.botToken);
      await register(rest, discord.appId, simile.commands);
      await discord.useEndpoint(hosted.deliver);
      return hosted;
    }
    const connected = Promise.withResolvers<void>();
    const started = await serve(settings, {
      simile,
      now,
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
  const { ada, bo, cleo } = discord.world.people;
  const id = (who: Who) => ({ ada, ben: bo, cleo })[who].id;
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
      const outcome = await discord.slash(id(who), channel, name, given(simile, name, text));
      if (outcome.kind === 'refused' || outcome.kind === 'failed') throw new Error(outcome.why);
      return answered(who);
    },
    async presses(label, who = 'ada', which = 'last') {
      const seen = visible(who)
        .filter((one) => one.kind === 'message' && show(one.message, one.ephemeral).offers.includes(label))
        .at(which === 'last' ? -1 : 0);
      if (seen?.kind !== 'message') throw new Error(`${who} sees no "${label}" to press.`);
      await pressOn(discord, seen.message, label, id(who));
      return answered(who);
    },
    sees: (who = 'ada') => (visible(who).length > 0 ? answered(who) : undefined),
    all: (who = 'ada') =>
      visible(who).flatMap((seen) => (seen.kind === 'message' ? [show(seen.message, seen.ephemeral)] : [])),
    idOf: id,
    count: (who = 'ada') => visible(who).length,
    wake: () => server.wake(),
    complaints: () =>
      discord.exchanges.flatMap((one) => one.problems.map((problem) => JSON.stringify(problem))),
    async close() {
      await server.stop();
      await discord.close();
    },
  };
}

/** What was typed, as Discord's client sends it: numbers as numbers. */
function given(simile: Simile, name: string, text: string): Record<string, string | number> {
  const options = simile.commands.find((command) => command.name === name)?.options ?? [];
  const numbers = new Set(options.flatMap((option) => (option.kind === 'number' ? [option.name] : [])));
  return Object.fromEntries(
    Object.entries(simile.read(name, text)).map(([key, value]) => [
      key,
      numbers.has(key) ? Number(value) : value,
    ]),
  );
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
