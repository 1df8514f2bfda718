import type { Clock, Log } from '../../src/ports.ts';
import type { Simile } from '../../src/simile.ts';
import { createSlackApp } from '../slack/app.ts';
import { createSlackPoster } from '../slack/poster.ts';
import { createWebReceiver } from '../slack/receiver.ts';
import { createSocket } from '../slack/socket.ts';
import type { Connection } from './connection.ts';
import type { Settings } from './settings.ts';

/** Slack over Socket Mode or over signed HTTP, as it is set. */
export function connectSlack(
  slack: NonNullable<Settings['slack']>,
  { simile, now, log }: { simile: Simile; now: Clock; log: Log },
): Connection {
  simile.posters.slack = createSlackPoster({ ...slack, now, log });
  const common = { simile, token: slack.token, now, log, ...(slack.apiUrl ? { apiUrl: slack.apiUrl } : {}) };
  if ('appToken' in slack) {
    const socket = createSocket({ ...slack, log });
    const { app, settled } = createSlackApp({ ...common, receiver: socket.receiver });
    const stop = async () => {
      await settled();
      await socket.stop();
      // Slack may have chosen it once more before it was closed.
      await settled();
    };
    return { name: 'slack', start: async () => void (await app.start()), stop, ready: socket.ready };
  }
  const receiver = createWebReceiver({
    signingSecret: slack.signingSecret,
    now,
    log,
    answerWhen: 'acknowledged',
  });
  const { settled } = createSlackApp({ ...common, receiver });
  const route = { path: '/slack/events', handle: receiver.handle };
  return { name: 'slack', route, start: async () => {}, stop: settled, ready: () => true };
}
