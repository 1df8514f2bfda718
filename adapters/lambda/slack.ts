import { createSlackApp } from '../slack/app.ts';
import { createWebReceiver } from '../slack/receiver.ts';
import type { WebHandler } from '../web/web.ts';
import type { Bot } from './bot.ts';

/** Slack over signed HTTP, answered when all work is done: nothing runs behind an answer here. */
export function slackEndpoint({ settings: { slack }, simile, now, log }: Bot): WebHandler | undefined {
  if (!slack || !('signingSecret' in slack)) return undefined;
  const { token, signingSecret, apiUrl } = slack;
  const receiver = createWebReceiver({ signingSecret, now, log, answerWhen: 'finished' });
  createSlackApp({ simile, receiver, token, now, log, ...(apiUrl ? { apiUrl } : {}) });
  return receiver.handle;
}
