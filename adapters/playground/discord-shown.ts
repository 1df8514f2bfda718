import { isObject, type Json } from './discord/check/checker.ts';
import type { Seen } from './discord/messages.ts';
import type { Discord } from './discord/stand-in.ts';
import type { Channel } from './discord/world.ts';
import type { ChannelShown, DiscordMessage, DiscordShown } from './shown.ts';
import { NEWEST } from './slack-shown.ts';

/** Application command types and option types (interactions/application-commands). */
const CHAT_INPUT = 1;
const MESSAGE_MENU = 3;
const SUBCOMMAND = 1;
const GROUP = 2;

/** Discord as one person sees it. A channel they cannot open gives the first they can. */
export function discordShown(discord: Discord, user: string, wanted: string): DiscordShown {
  const { state, world } = discord;
  const home = world.guilds.home;
  discord.dmWith(user);
  const mine = [...state.channels.values()].filter(
    (channel) => state.sees(user, channel) && (channel.guildId === home.id || channel.withBot),
  );
  const open = mine.find((channel) => channel.id === wanted) ?? mine[0];
  const openModal = discord.openModal(user)?.modal;
  return {
    guild: home.name,
    bot: { id: discord.appId, name: 'Simile' },
    channels: mine.map((channel) => channelShown(discord, channel, user)),
    open: open?.id ?? '',
    messages: open ? discord.visibleTo(user, open.id).slice(-NEWEST).map(messageShown) : [],
    names: Object.fromEntries([
      ...[...state.people.values()].map((person) => [person.id, person.globalName]),
      ...[...state.channels.values()].map((channel) => [channel.id, channel.name]),
      [discord.appId, 'Simile'],
    ]),
    ...(openModal
      ? {
          modal: {
            id: String(openModal.custom_id),
            title: String(openModal.title),
            components: listOf(openModal.components),
          },
        }
      : {}),
    commands: open
      ? discord
          .offered(user, open.id, CHAT_INPUT)
          .flatMap((command) => flattened(String(command.name), command))
      : [],
    menus: open ? discord.offered(user, open.id, MESSAGE_MENU).map(({ name }) => String(name)) : [],
  };
}

/** A command with sub-commands is offered as these, each under its whole name. */
function flattened(name: string, command: Json): DiscordShown['commands'] {
  const options = listOf(command.options).filter(isObject);
  const inner = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (inner.length > 0) return inner.flatMap((one) => flattened(`${name} ${one.name}`, one));
  return [{ name, description: String(command.description ?? ''), options }];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function channelShown(discord: Discord, channel: Channel, user: string): ChannelShown {
  const seen = discord.visibleTo(user, channel.id).at(-1);
  return {
    id: channel.id,
    name: channel.withBot ? 'Simile' : channel.name,
    kind: channel.withBot
      ? 'direct'
      : channel.parentId !== undefined
        ? 'thread'
        : channel.only !== undefined
          ? 'private'
          : 'public',
    last: seen?.kind === 'message' ? seen.message.id : seen?.failure.id,
  };
}

const DISCORD_EPOCH = 1_420_070_400_000;

function messageShown(seen: Seen): DiscordMessage {
  if (seen.kind === 'failure') {
    const { id, text } = seen.failure;
    return {
      id,
      author: '',
      at: Number(BigInt(id) >> 22n) + DISCORD_EPOCH,
      content: '',
      components: [],
      onlyYou: true,
      thinking: false,
      edited: false,
      failure: text,
    };
  }
  const { message, ephemeral, thinking } = seen;
  const used = isObject(message.interaction_metadata) ? message.interaction_metadata : {};
  const user = isObject(used.user) ? String(used.user.id) : '';
  return {
    id: message.id,
    author: String(message.author.id),
    at: Date.parse(String(message.timestamp)),
    content: message.content,
    components: message.components,
    onlyYou: ephemeral,
    thinking,
    edited: message.edited_timestamp !== null,
    ...(typeof used.name === 'string' ? { used: { user, command: used.name } } : {}),
  };
}
