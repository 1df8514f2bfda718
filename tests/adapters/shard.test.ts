import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createLine, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { REST } from '@discordjs/rest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openShard, type Shard } from '../../adapters/discord/shard.ts';

/** A gateway that takes connections and never greets them; the stand-in is too quick for that. */
describe('A connection that hangs while it is opened', () => {
  const lines = createLine();
  const api = createServer((_request, response) => {
    const session_start_limit = { total: 1_000, remaining: 999, reset_after: 0, max_concurrency: 1 };
    const url = `ws://127.0.0.1:${portOf(lines)}`;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ url, shards: 1, session_start_limit }));
  });
  const crashes: unknown[] = [];
  const crashed = (cause: unknown) => void crashes.push(cause);
  let shard: Shard;
  let line: Socket;

  beforeEach(async () => {
    lines.listen(0, '127.0.0.1');
    api.listen(0, '127.0.0.1');
    await Promise.all([once(lines, 'listening'), once(api, 'listening')]);
    process.on('uncaughtException', crashed);
    const rest = new REST({ api: `http://127.0.0.1:${portOf(api)}` }).setToken('token');
    shard = openShard({
      token: 'token',
      rest,
      id: 0,
      count: 1,
      session: { sessionId: 's', resumeURL: `ws://127.0.0.1:${portOf(lines)}`, sequence: 7 },
      turn: async () => 0,
      onEvent: () => {},
      onRefused: () => {},
      log: () => {},
    });
    shard.connected.catch(() => {});
    [line] = await once(lines, 'connection');
  });
  afterEach(async () => {
    process.off('uncaughtException', crashed);
    lines.close();
    api.closeAllConnections();
    api.close();
  });

  test('GIVEN it is closed meanwhile WHEN the line is cut THEN its session can go on elsewhere, and the process lives', async () => {
    await once(line, 'data');
    expect(await shard.close()).toMatchObject({ sessionId: 's', sequence: 7 });
    line.destroy();
    await once(line, 'close');
    for (let turns = 0; turns < 50; turns += 1) await turn();
    expect(crashes).toEqual([]);
  });
});

function portOf(server: { address(): unknown }): number {
  const address = server.address();
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
}
