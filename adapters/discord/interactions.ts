import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIInteraction,
  type APIInteractionResponse,
  InteractionResponseType,
  InteractionType,
} from 'discord-api-types/v10';
import type { Clock } from '../../src/ports.ts';
import { once } from '../../src/replies/once.ts';
import { type Reply, refused } from '../../src/replies/reply.ts';
import { createSeen } from '../../src/seen.ts';
import type { Simile } from '../../src/simile.ts';
import { inTime, LATE } from '../web/deadline.ts';
import { focused, readInteraction } from './invocation.ts';
import { limits } from './limits.ts';
import { renderMessage } from './render.ts';

/** Answers a raw interaction; nothing for one that was answered before. */
export type AnswerInteraction = (interaction: APIInteraction) => Promise<APIInteractionResponse | undefined>;

/** How many interactions are remembered, so that one that comes again is not carried out again. */
const REMEMBERED = 10_000;

/** One function for both ways in: the gateway and HTTP carry the same raw interaction. */
export function createAnswer(simile: Simile, now: Clock): AnswerInteraction {
  const seen = createSeen(REMEMBERED);
  return async (interaction) => {
    if (interaction.type === InteractionType.Ping) return { type: InteractionResponseType.Pong };
    if (seen(interaction.id)) return undefined;
    if (interaction.type === InteractionType.ApplicationCommandAutocomplete)
      return complete(simile, interaction);
    const reply = await inTime(simile.respond(readInteraction(interaction, now())), () => {
      simile.onError('discord.late', LATE);
      return tookTooLong();
    });
    return responses[reply.replaces ? 'replacing' : reply.visibility](reply.parts);
  };
}

function tookTooLong(): Reply {
  const answer = refused([
    { kind: 'prose', text: 'That took too long on our side. Please try again in a moment.' },
  ]);
  return { ...answer, visibility: 'private', replaces: false };
}

/** Drawn once for all who get the very same parts: a concept's card is asked for again and again. */
const responses = {
  private: once((parts: Reply['parts']) =>
    respondWith(parts, 'private', InteractionResponseType.ChannelMessageWithSource),
  ),
  public: once((parts: Reply['parts']) =>
    respondWith(parts, 'public', InteractionResponseType.ChannelMessageWithSource),
  ),
  replacing: once((parts: Reply['parts']) =>
    respondWith(parts, 'private', InteractionResponseType.UpdateMessage),
  ),
};

function respondWith(
  parts: Reply['parts'],
  visibility: Reply['visibility'],
  type: InteractionResponseType.ChannelMessageWithSource | InteractionResponseType.UpdateMessage,
): APIInteractionResponse {
  return { type, data: renderMessage({ parts, visibility }) };
}

async function complete(
  simile: Simile,
  { data }: APIApplicationCommandAutocompleteInteraction,
): Promise<APIInteractionResponse> {
  const typing = focused(data.options);
  const command = simile.commands.find((one) => one.name === data.name);
  const kind = command?.options.find((option) => option.name === typing?.name)?.suggests;
  const found = typing && kind ? await simile.suggest(kind, typing.text, limits.choices) : [];
  const choices = found.map(({ label, value }) => ({ name: label.slice(0, limits.choiceName), value }));
  return { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } };
}
