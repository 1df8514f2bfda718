import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { promisify } from 'node:util';
import {
  type APIInteraction,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import type { Clock } from '../../src/ports.ts';
import { once } from '../../src/replies/once.ts';
import { asRequest } from '../web/request.ts';
import {
  busy,
  isFresh,
  jsonText,
  plain,
  TOO_BUSY,
  type WebHandler,
  type WebRequest,
  type WebResponse,
} from '../web/web.ts';
import type { AnswerInteraction } from './interactions.ts';

/** A card that many ask for is written out once. */
const written = once((response: object) => JSON.stringify(response));

/** Whether a signature is that of a message. */
type Verify = (message: Buffer, key: KeyObject, signature: Buffer) => boolean | Promise<boolean>;

const onAThread = promisify<null, Buffer, KeyObject, Buffer, boolean>(verify);
/** Beside the main thread, where many ask: one check costs as much as the whole rest of an answer. */
const verifyAside: Verify = (message, key, signature) => onAThread(null, message, key, signature);

/** Where there is one request at a time, as in a function: no thread has to be started first. */
export const verifyAtOnce: Verify = (message, key, signature) => verify(null, message, key, signature);

/** Discord over signed HTTP. https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint */
export function createInteractionsEndpoint(
  answer: AnswerInteraction,
  publicKey: string,
  now: Clock,
  isGenuine: Verify = verifyAside,
): WebHandler {
  const key = readPublicKey(publicKey);
  return async (request) => {
    if (!(await isSigned(request, key, now(), isGenuine))) return plain(401, 'The signature does not match.');
    const interaction = readInteraction(request.raw);
    if (!interaction) return plain(400, 'The body cannot be read.');
    if (request.isBusy && interaction.type !== InteractionType.Ping) return turnedAway(interaction.type);
    const response = await asRequest(interaction.id, () => answer(interaction));
    return response ? jsonText(200, written(response)) : plain(409, 'Answered already.');
  };
}

function turnedAway(type: InteractionType): WebResponse {
  return type === InteractionType.ApplicationCommandAutocomplete
    ? busy({ type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices: [] } })
    : busy({
        type: InteractionResponseType.ChannelMessageWithSource,
        data: { content: TOO_BUSY, flags: MessageFlags.Ephemeral },
      });
}

async function isSigned(
  request: WebRequest,
  key: KeyObject,
  now: number,
  isGenuine: Verify,
): Promise<boolean> {
  const signature = request.headers['x-signature-ed25519'] ?? '';
  const timestamp = request.headers['x-signature-timestamp'] ?? '';
  if (!/^[0-9a-f]{128}$/i.test(signature) || !isFresh(timestamp, now)) return false;
  const message = Buffer.concat([Buffer.from(timestamp), request.raw]);
  return isGenuine(message, key, Buffer.from(signature, 'hex'));
}

/**
 * The application's public key, 32 bytes in hexadecimal.
 * @throws when it is not a key
 */
function readPublicKey(hex: string): KeyObject {
  const x = Buffer.from(hex, 'hex').toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
}

/** The signature vouches that Discord wrote it, so its form is Discord's; only what is no interaction is refused. */
function readInteraction(raw: Buffer): APIInteraction | undefined {
  try {
    const value: unknown = JSON.parse(raw.toString('utf8'));
    return isInteraction(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isInteraction(value: unknown): value is APIInteraction {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'number' &&
    'id' in value
  );
}
