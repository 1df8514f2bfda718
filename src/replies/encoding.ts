import type { Action } from './reply.ts';

/** The longest encoded action: Discord's custom_id. https://discord.com/developers/docs/components/reference#custom-id */
export const ACTION_LIMIT = 100;

const VERSION = '1';

export interface EncodedInvocation {
  command: string;
  options: Record<string, string>;
}

/**
 * Writes a command and its options into a button, so that pressing it works after a restart and a deploy.
 * @throws RangeError when it is longer than {@link ACTION_LIMIT}: options hold ids, never prose
 */
export function encodeAction(action: Exclude<Action, { url: string }>): string {
  const encoded = `${VERSION}/${action.command}?${new URLSearchParams(action.options)}`;
  if (encoded.length > ACTION_LIMIT)
    throw new RangeError(`An action of "${action.command}" has ${encoded.length} characters.`);
  return encoded;
}

/** Reads a button back. Nothing for what this version never wrote. */
export function decodeAction(encoded: string): EncodedInvocation | undefined {
  const match = /^1\/([a-z-]{1,32})\?(.*)$/s.exec(encoded);
  if (!match?.[1] || encoded.length > ACTION_LIMIT) return undefined;
  return { command: match[1], options: Object.fromEntries(new URLSearchParams(match[2])) };
}
