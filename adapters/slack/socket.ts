import { type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../src/ports.ts';
import { boltLogger } from './logger.ts';

export interface Socket {
  receiver: Receiver;
  ready(): boolean;
  stop(): Promise<void>;
}

/** Bolt's own Socket Mode, with what readiness needs to know. */
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
    logger: boltLogger(log),
    installerOptions: { clientOptions: apiUrl ? { slackApiUrl: apiUrl } : {} },
  });
  let connected = false;
  let stopping = false;
  receiver.client.on('connected', () => {
    connected = true;
  });
  for (const lost of ['disconnected', 'reconnecting']) {
    receiver.client.on(lost, () => {
      connected = false;
      if (!stopping) log('warn', 'slack.socket', { state: lost });
    });
  }
  return {
    receiver,
    ready: () => connected,
    async stop() {
      stopping = true;
      // The receiver's own stop waits for nothing; until the socket is closed Slack may still choose it.
      await receiver.client.disconnect();
    },
  };
}
