import { createInteractionsEndpoint, verifyAtOnce } from '../discord/http.ts';
import { createAnswer } from '../discord/interactions.ts';
import type { WebHandler } from '../web/web.ts';
import type { Bot } from './bot.ts';

/** Discord over signed HTTP. */
export function discordEndpoint({ settings: { discord }, simile, now }: Bot): WebHandler | undefined {
  if (!discord?.publicKey) return undefined;
  return createInteractionsEndpoint(createAnswer(simile, now), discord.publicKey, now, verifyAtOnce);
}
