import { isDeepStrictEqual } from 'node:util';
import type { REST } from '@discordjs/rest';
import {
  type APIApplicationCommand,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord-api-types/v10';
import type { Command } from '../../src/commands/command.ts';

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
        options: command.options.map((option) => ({
          type: ApplicationCommandOptionType.String,
          name: option.name,
          description: option.description,
          required: option.required,
          autocomplete: option.suggests !== undefined,
        })),
        ...everywhere,
      }),
    );
  return [...typed, { type: ApplicationCommandType.Message, name: 'Explain this message', ...everywhere }];
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
  const wanted = registrations(commands);
  const route = Routes.applicationCommands(applicationId);
  const there = (await rest.get(route)) as APIApplicationCommand[];
  if (isDeepStrictEqual(there.map(essence).sort(byName), wanted.map(essence).sort(byName))) return false;
  await rest.put(route, { body: wanted });
  return true;
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
    })),
  };
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name);
}
