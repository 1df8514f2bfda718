import { createSlackApp } from '../slack/app.ts';
import { createWebReceiver } from '../slack/receiver.ts';
import type { WebHandler } from '../web/web.ts';
import type { Bot } from './bot.ts';
import { createCalls } from './calls.ts';

/** Slack over signed HTTP, answered when all work is done or queued: nothing runs behind an answer here. */
export function slackEndpoint({ settings: { slack }, simile, queue, now, log }: Bot): WebHandler | undefined {
  if (!slack || !('signingSecret' in slack)) return undefined;
  const { token, signingSecret, apiUrl } = slack;
  const receiver = createWebReceiver({ signingSecret, now, log, answerWhen: 'finished' });
  const { begin, fetch } = createCalls(queue, now, log);
  createSlackApp({ simile, receiver, token, now, log, fetch, ...(apiUrl ? { apiUrl } : {}) });
  return (request) => {
    begin();
    return receiver.handle(request);
  };
}
