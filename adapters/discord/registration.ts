import { isDeepStrictEqual } from 'node:util';
import type { REST } from '@discordjs/rest';
import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord-api-types/v10';
import type { Command, Option } from '../../src/commands/command.ts';

type Registration = RESTPutAPIApplicationCommandsJSONBody[number];

const everywhere = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};

/** What Discord is told of the commands, from the one table of them. */
export function registrations(commands: readonly Command[]): Registration[] {
  const typed = commands
    .filter((command) => command.listed)
    .map(
      (command): Registration => ({
        type: ApplicationCommandType.ChatInput,
        name: command.name,
        description: command.description,
        options: command.options.map(registerOption),
        ...everywhere,
      }),
    );
  return [...typed, { type: ApplicationCommandType.Message, name: 'Explain this message', ...everywhere }];
}

function registerOption(option: Option): APIApplicationCommandBasicOption {
  const { name, description, required } = option;
  if (option.kind === 'person')
    return { type: ApplicationCommandOptionType.User, name, description, required };
  if (option.kind === 'number') {
    const [min_value, max_value] = option.range ?? [];
    return { type: ApplicationCommandOptionType.Integer, name, description, required, min_value, max_value };
  }
  const choices = option.choices?.map((value) => ({ name: value, value }));
  return choices
    ? { type: ApplicationCommandOptionType.String, name, description, required, choices }
    : {
        type: ApplicationCommandOptionType.String,
        name,
        description,
        required,
        autocomplete: option.suggests !== undefined,
      };
}

/**
 * Registers the commands where they differ from what is registered: creates count against 200 a day.
 * https://discord.com/developers/docs/interactions/application-commands#registering-a-command
 * @returns whether anything was sent
 */
export async function register(
  rest: REST,
  applicationId: string,
  commands: readonly Command[],
): Promise<boolean> {
  if (await isRegistered(rest, applicationId, commands)) return false;
  await rest.put(Routes.applicationCommands(applicationId), { body: registrations(commands) });
  return true;
}

/** Whether Discord has the commands as they are. */
export async function isRegistered(
  rest: REST,
  applicationId: string,
  commands: readonly Command[],
): Promise<boolean> {
  const there = (await rest.get(Routes.applicationCommands(applicationId))) as APIApplicationCommand[];
  const wanted = registrations(commands);
  return isDeepStrictEqual(there.map(essence).sort(byName), wanted.map(essence).sort(byName));
}

/** What of a command is ours to say, in the form in which Discord gives it back. */
function essence(command: Registration | APIApplicationCommand) {
  const options = 'options' in command ? (command.options ?? []) : [];
  return {
    type: command.type ?? ApplicationCommandType.ChatInput,
    name: command.name,
    description: 'description' in command ? (command.description ?? '') : '',
    integrationTypes: [...(command.integration_types ?? [])].sort(),
    contexts: [...(command.contexts ?? [])].sort(),
    options: options.map((option) => ({
      type: option.type,
      name: option.name,
      description: option.description,
      required: option.required ?? false,
      autocomplete: 'autocomplete' in option && option.autocomplete === true,
      range: 'min_value' in option ? [option.min_value, option.max_value] : [],
      choices: 'choices' in option ? (option.choices ?? []).map((choice) => choice.value) : [],
    })),
  };
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name);
}
