import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { createSocket, type Socket } from '../../adapters/slack/socket.ts';
import type { Log } from '../../src/ports.ts';

/**
 * What the stand-in for Slack is too kind for: Slack answers a close frame and leaves the line open
 * (https://github.com/slackapi/node-slack-sdk/releases/tag/@slack/socket-mode@3.2.0), and takes tokens back.
 */
describe('A socket to a Slack that leaves lines open', () => {
  /** Tells "greeted" for each connection and "refused" for each try that it refuses. */
  const peer = new EventEmitter();
  let open: WebSocket[];
  let revoked: boolean;
  /** Holds back the answer to who asks where to connect. */
  let held: Promise<void> | undefined;
  let told: string[];
  let stop: () => Promise<void>;
  let socket: Socket;

  beforeEach(async () => {
    open = [];
    revoked = false;
    held = undefined;
    told = [];
    const lines: { destroy(): void }[] = [];
    const http = createServer(async (_request, response) => {
      peer.emit('asked');
      await held;
      const url = `ws://127.0.0.1:${port}/link`;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(revoked ? { ok: false, error: 'invalid_auth' } : { ok: true, url }));
      if (revoked) peer.emit('refused');
    });
    const sockets = new WebSocketServer({ noServer: true });
    http.on('upgrade', (request, line, head) => {
      sockets.handleUpgrade(request, line, head, (connection) => {
        line.end = () => line;
        lines.push(line);
        open.push(connection);
        connection.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
        peer.emit('greeted');
      });
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const address = http.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const log: Log = (level, event, facts) => void told.push(`${level} ${event} ${String(facts?.state)}`);
    socket = createSocket({ appToken: 'xapp-test', apiUrl: `http://127.0.0.1:${port}/api/`, log });
    const app = new App({ receiver: socket.receiver, authorize: async () => ({ botToken: 'xoxb-test' }) });
    const greeted = once(peer, 'greeted');
    await app.start();
    await greeted;
    stop = async () => {
      await socket.stop();
      for (const line of lines) line.destroy();
      http.closeAllConnections();
      http.close();
    };
  });
  afterEach(() => stop());

  test('WHEN it is stopped THEN it waits for Slack a second at most, and is not ready any more', async () => {
    const since = performance.now();
    await socket.stop();
    // Without a second word, the client waits five seconds for a sign of life. The host kills after ten.
    expect(performance.now() - since).toBeLessThan(3_000);
    expect(socket.ready()).toBe(false);
    expect(told).toEqual([]);
  });

  test('WHEN Slack refreshes the connection THEN there is a new one at once, and neither is lost', async () => {
    const again = once(peer, 'greeted');
    open[0]?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }));
    await again;
    await expect.poll(() => told).toEqual(['warn slack.socket disconnected', 'info slack.socket connected']);
    expect(socket.ready()).toBe(true);
  });

  test('WHEN the token is taken back THEN the process lives and says so, and connects when it is good again', async () => {
    revoked = true;
    const refused = once(peer, 'refused');
    open[0]?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }));
    await refused;
    await expect.poll(() => told).toContain('error slack.socket unreachable');
    expect(socket.ready()).toBe(false);
    revoked = false;
    await once(peer, 'greeted');
    await expect.poll(() => socket.ready()).toBe(true);
  });

  test('WHEN it is stopped while it connects again THEN what opens all the same is closed at once', async () => {
    const { promise, resolve: letGo } = Promise.withResolvers<void>();
    held = promise;
    const asked = once(peer, 'asked');
    open[0]?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }));
    await asked;
    await socket.stop();
    const greeted = once(peer, 'greeted');
    letGo();
    await greeted;
    await expect.poll(() => open.at(-1)?.readyState).not.toBe(1);
    expect(socket.ready()).toBe(false);
    expect(told).toEqual(['warn slack.socket disconnected']);
  });
});
