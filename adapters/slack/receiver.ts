import { type App, type Receiver, verifySlackRequest } from '@slack/bolt';
import type { Clock, Log } from '../../src/ports.ts';
import { isFresh, json, plain, type WebHandler, type WebRequest, type WebResponse } from '../web/web.ts';

/** Slack gives up after 3 s. https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
const DEADLINE = 2_900;

export interface SlackWebSettings {
  signingSecret: string;
  now: Clock;
  log: Log;
  /**
   * `acknowledged`: answer as soon as a listener acknowledges, and let it go on behind the answer.
   * `finished`: answer when it has ended, for Lambda, where nothing runs behind an answer.
   */
  answerWhen: 'acknowledged' | 'finished';
}

/** Bolt's way in over the shared web handler: verifies the raw bytes, hands the body on, answers what was acknowledged. */
export function createWebReceiver(settings: SlackWebSettings): Receiver & { handle: WebHandler } {
  let app: App | undefined;
  return {
    init(bolt) {
      app = bolt;
    },
    async start() {},
    async stop() {},
    async handle(request) {
      const text = request.raw.toString('utf8');
      // Slack's certificate probe comes unsigned; nothing else in it is looked at.
      if (isForm(request) && new URLSearchParams(text).get('ssl_check') === '1') return plain(200, '');
      if (!isSigned(request, text, settings)) return plain(401, 'The signature does not match.');
      const body = readBody(request, text);
      if (body === undefined) return plain(400, 'The body cannot be read.');
      if (body.type === 'url_verification') return json(200, { challenge: body.challenge });
      if (body.type === 'app_rate_limited') {
        settings.log('warn', 'slack.rate_limited', { workspace: String(body.team_id) });
        return plain(200, '');
      }
      return app ? process(app, body, request) : plain(503, 'Not ready yet.');
    },
  };

  async function process(
    bolt: App,
    body: Record<string, unknown>,
    request: WebRequest,
  ): Promise<WebResponse> {
    const acknowledged = Promise.withResolvers<WebResponse>();
    // When the listener fails before acknowledging, nobody may be waiting for this one.
    acknowledged.promise.catch(() => {});
    const retry = Number(request.headers['x-slack-retry-num']);
    const reason = request.headers['x-slack-retry-reason'];
    const work = bolt.processEvent({
      body,
      ...(Number.isNaN(retry) ? {} : { retryNum: retry }),
      ...(reason === undefined ? {} : { retryReason: reason }),
      ack: async (answer: unknown) => acknowledged.resolve(toResponse(answer)),
    });
    const settled = work
      .then(() => acknowledged.resolve(plain(200, '')))
      .catch(() => acknowledged.resolve(json(200, { response_type: 'ephemeral', text: SORRY })));
    if (settings.answerWhen === 'finished') await settled;
    return deadline(acknowledged.promise);
  }
}

const SORRY = 'Something went wrong on our side. Please try again.';

async function deadline(answer: Promise<WebResponse>): Promise<WebResponse> {
  const late = Promise.withResolvers<WebResponse>();
  const timer = setTimeout(() => late.resolve(plain(504, 'Too slow.')), DEADLINE);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
function isSigned(request: WebRequest, body: string, { signingSecret, now }: SlackWebSettings): boolean {
  const timestamp = request.headers['x-slack-request-timestamp'];
  // Bolt refuses what is too old, and takes what claims to come from the future.
  if (!isFresh(timestamp, now())) return false;
  try {
    const headers = {
      'x-slack-signature': request.headers['x-slack-signature'] ?? '',
      'x-slack-request-timestamp': Number(timestamp),
    };
    verifySlackRequest({ signingSecret, body, headers, nowMilliseconds: now() });
    return true;
  } catch {
    return false;
  }
}

function isForm(request: WebRequest): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
}

/** Interactions hold JSON in a form field, commands are plain forms, events are JSON. */
function readBody(request: WebRequest, text: string): Record<string, unknown> | undefined {
  if (!isForm(request)) return readJson(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return form.payload === undefined ? form : readJson(form.payload);
}

function readJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toResponse(answer: unknown): WebResponse {
  if (answer === undefined || answer === '') return plain(200, '');
  return typeof answer === 'string' ? plain(200, answer) : json(200, answer);
}
