import { setTimeout as sleep } from 'node:timers/promises';
import { type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../src/ports.ts';
import { boltLogger } from './logger.ts';

export interface Socket {
  receiver: Receiver;
  ready(): boolean;
  stop(): Promise<void>;
}

/** How long a close waits for Slack to close its side, which it need not do. In milliseconds. */
const CLOSING = 1_000;
/** Pauses between two tries to connect again, in milliseconds: each one twice the last. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;

/** What Slack says before it gives a connection up. https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect */
const FAREWELL = /^\{[^{]*"type":\s*"disconnect"/;

/**
 * Bolt's own Socket Mode, connected again by ourselves: by itself it waits five seconds before it does, each time that
 * Slack refreshes a connection, and a try that fails for good ends the process.
 */
export function createSocket({
  appToken,
  apiUrl,
  log,
}: {
  appToken: string;
  apiUrl?: string;
  log: Log;
}): Socket {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: boltLogger(log),
    installerOptions: {
      clientOptions: { retryConfig: { retries: 0 }, ...(apiUrl ? { slackApiUrl: apiUrl } : {}) },
    },
  });
  const { client } = receiver;
  let connected = false;
  let stopping = false;
  let failure: string | undefined;
  client.on('connected', () => {
    // Told to stop while it connected, the client connects all the same.
    if (stopping) return void client.disconnect();
    connected = true;
  });
  client.on('error', (error: unknown) => {
    failure = reason(error);
  });
  client.on('ws_message', (message: unknown) => {
    // The client has begun to close then; asked once more, it does not wait for Slack to close the line.
    if (typeof message === 'string' && FAREWELL.test(message)) void client.disconnect();
  });
  client.on('disconnected', () => {
    // Where it never was connected, whoever started it tries again.
    if (!connected) return;
    connected = false;
    if (stopping) return;
    log('warn', 'slack.socket', { state: 'disconnected' });
    void reconnect();
  });

  /** The client gives no reason where the socket does not open: it tells that as an event. */
  const begin = client.start.bind(client);
  async function start() {
    failure = undefined;
    try {
      return await begin();
    } catch (cause) {
      throw cause ?? new Error(`The socket to Slack did not open: ${failure ?? 'it was closed at once'}`);
    }
  }
  client.start = start;

  async function reconnect(): Promise<void> {
    for (let pause = FIRST_PAUSE; !stopping; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        await start();
        if (!stopping) log('info', 'slack.socket', { state: 'connected' });
        return;
      } catch (cause) {
        if (stopping) return;
        log('error', 'slack.socket', { state: 'unreachable', cause: reason(cause), retryInMs: pause });
      }
      await sleep(pause, undefined, { ref: false });
    }
  }

  return {
    receiver,
    ready: () => connected,
    async stop() {
      stopping = true;
      // The receiver's own stop waits for nothing; until the socket is closed Slack may still choose it.
      await Promise.race([client.disconnect(), sleep(CLOSING, undefined, { ref: false })]);
      if (connected) await client.disconnect();
    },
  };
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // The client wraps what happened, and says nothing of it.
  const original = 'original' in cause ? cause.original : undefined;
  return [cause.message, original === undefined ? '' : reason(original)].filter(Boolean).join(': ');
}
