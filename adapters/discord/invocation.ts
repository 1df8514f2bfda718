import {
  type APIApplicationCommandInteractionDataOption,
  type APIInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import type { Invocation } from '../../src/commands/command.ts';
import { decodeAction } from '../../src/replies/encoding.ts';

type Asked = Pick<Invocation, 'command' | 'options' | 'pressed' | 'bots'>;
type Commanded = Exclude<APIInteraction, { type: InteractionType.Ping }>;

/** A raw interaction as an invocation: the same from the gateway and over HTTP. */
export function readInteraction(interaction: Commanded, at: number): Invocation {
  const user = interaction.member?.user ?? interaction.user;
  return {
    id: interaction.id,
    ...asked(interaction),
    person: { id: user?.id ?? '', locale: interaction.locale, manages: manages(interaction) },
    place: {
      platform: 'discord',
      workspace: interaction.guild_id ?? '',
      channel: interaction.channel?.id ?? '',
      open: mayPost(interaction),
    },
    at,
  };
}

/** https://discord.com/developers/docs/topics/permissions; in a direct message everybody manages their own. */
function manages(interaction: Commanded): boolean {
  if (!interaction.member) return true;
  const permissions = BigInt(interaction.member.permissions);
  return (permissions & (PermissionFlagsBits.ManageChannels | PermissionFlagsBits.Administrator)) !== 0n;
}

/** Where only a person has installed the app, or may not see or write, the bot cannot post by itself. */
function mayPost(interaction: Commanded): boolean {
  if (
    interaction.guild_id &&
    !interaction.authorizing_integration_owners[ApplicationIntegrationType.GuildInstall]
  )
    return false;
  if (interaction.context === InteractionContextType.PrivateChannel) return false;
  const needed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages;
  return (BigInt(interaction.app_permissions) & needed) === needed;
}

function asked(interaction: Commanded): Asked {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
    case InteractionType.ApplicationCommandAutocomplete: {
      const { data } = interaction;
      if (data.type === ApplicationCommandType.Message) {
        const text = data.resolved.messages[data.target_id]?.content ?? '';
        return { command: 'explain-message', options: { text } };
      }
      const given = data.type === ApplicationCommandType.ChatInput ? (data.options ?? []) : [];
      const people =
        'resolved' in data && data.resolved && 'users' in data.resolved ? data.resolved.users : {};
      const bots = Object.values(people ?? {}).flatMap(({ id, bot }) => (bot ? [id] : []));
      return { command: data.name, options: Object.fromEntries(flatten(given)), bots };
    }
    case InteractionType.MessageComponent: {
      const { data, message } = interaction;
      const encoded = data.component_type === ComponentType.Button ? data.custom_id : data.values[0];
      const onPrivate = ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
      return { ...(decodeAction(encoded ?? '') ?? NOT_OURS), pressed: { onPrivate } };
    }
    case InteractionType.ModalSubmit:
      return NOT_OURS;
  }
}

const NOT_OURS: Asked = { command: '', options: {} };

/** Options as text; those of a subcommand stand beside its name. */
function flatten(options: readonly APIApplicationCommandInteractionDataOption[]): [string, string][] {
  return options.flatMap((option): [string, string][] => {
    const nested =
      option.type === ApplicationCommandOptionType.Subcommand ||
      option.type === ApplicationCommandOptionType.SubcommandGroup;
    return nested
      ? [['action', option.name], ...flatten(option.options ?? [])]
      : [[option.name, String(option.value)]];
  });
}

/** The option that is being typed, and what is there so far. */
export function focused(
  options: readonly APIApplicationCommandInteractionDataOption[],
): { name: string; text: string } | undefined {
  for (const option of options) {
    if (
      option.type === ApplicationCommandOptionType.Subcommand ||
      option.type === ApplicationCommandOptionType.SubcommandGroup
    ) {
      const inner = focused(option.options ?? []);
      if (inner) return inner;
    } else if ('focused' in option && option.focused) {
      return { name: option.name, text: String(option.value) };
    }
  }
  return undefined;
}
