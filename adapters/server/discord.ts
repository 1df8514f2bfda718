import { REST } from '@discordjs/rest';
import type { Clock, Log } from '../../src/ports.ts';
import type { Simile } from '../../src/simile.ts';
import { createInteractionsEndpoint } from '../discord/http.ts';
import { createAnswer } from '../discord/interactions.ts';
import { createDiscordPoster } from '../discord/poster.ts';
import { register } from '../discord/registration.ts';
import type { Connection } from './connection.ts';
import type { Settings } from './settings.ts';

/** Discord over its gateway or over signed HTTP, as it is set. */
export async function connectDiscord(
  { token, applicationId, publicKey, apiUrl }: NonNullable<Settings['discord']>,
  { simile, now, log, wakeEvery }: { simile: Simile; now: Clock; log: Log; wakeEvery?: number },
): Promise<Connection> {
  const answer = createAnswer(simile, now);
  const api = apiUrl ? { apiUrl } : {};
  simile.posters.discord = createDiscordPoster({ token, now, ...api });
  if (publicKey === undefined) {
    const onRemoved = async (workspace: string) => {
      const records = await simile.store.purge(workspace);
      log('warn', 'discord.removed', { workspace, records });
    };
    const { createGateway } = await import('../discord/gateway.ts');
    const gateway = createGateway({
      token,
      applicationId,
      fleets: simile.store.fleets,
      answer,
      onRemoved,
      now,
      log,
      ...api,
      ...(wakeEvery === undefined ? {} : { lookEvery: wakeEvery }),
    });
    const start = async () => {
      await register(gateway.rest, applicationId, simile.commands);
      await gateway.start();
    };
    const { stop, ready, look } = gateway;
    return { name: 'discord', start, stop, ready, look };
  }
  const rest = new REST(apiUrl ? { api: apiUrl } : {}).setToken(token);
  let registered = false;
  const start = async () => {
    await register(rest, applicationId, simile.commands);
    registered = true;
  };
  const route = { path: '/discord/interactions', handle: createInteractionsEndpoint(answer, publicKey, now) };
  return { name: 'discord', route, start, stop: async () => {}, ready: () => registered };
}
