import type { Bot } from './bot.ts';
import { isWorthAnotherTry, methodOf } from './calls.ts';
import type { Call } from './messages.ts';
import { enqueue } from './queue.ts';

/** Longest wait for Slack, in milliseconds, and the pause before the next try. */
const TIMEOUT = 10_000;
const PAUSE = 30_000;

const WEB_API = 'https://slack.com/api/';

/** Sends a request that Slack did not take in time, and again later while it is of use. */
export async function recall(call: Call, { settings: { slack }, queue, now, log }: Bot): Promise<void> {
  if (!slack) return;
  const method = methodOf(call);
  const token = call.url.startsWith(slack.apiUrl ?? WEB_API)
    ? { authorization: `Bearer ${slack.token}` }
    : {};
  let failure: string | undefined;
  try {
    const response = await fetch(call.url, {
      method: 'POST',
      headers: { 'content-type': call.type, ...token },
      body: call.body,
      signal: AbortSignal.timeout(TIMEOUT),
    });
    failure = response.ok ? errorOf(await response.text()) : `status ${response.status}`;
    if (!failure) return log('info', 'slack.recalled', { method });
    if (!isWorthAnotherTry(response.status)) return log('warn', 'slack.refused', { method, failure });
  } catch (cause) {
    failure = cause instanceof Error ? cause.name : String(cause);
  }
  if (now() + PAUSE > call.until) return log('warn', 'slack.given_up', { method, failure });
  await enqueue(queue, [{ message: { call }, delay: PAUSE }]);
}

/** Slack says no with a 200. https://docs.slack.dev/apis/web-api/#evaluating-responses */
function errorOf(body: string): string | undefined {
  return /"error":"(\w+)"/.exec(body)?.[1];
}
