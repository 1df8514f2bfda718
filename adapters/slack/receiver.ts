import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { App, Receiver } from '@slack/bolt';
import type { Clock, Log } from '../../src/ports.ts';
import { once } from '../../src/replies/once.ts';
import { inTime, LATE } from '../web/deadline.ts';
import {
  busy,
  isFresh,
  json,
  jsonText,
  plain,
  TOO_BUSY,
  type WebHandler,
  type WebRequest,
  type WebResponse,
} from '../web/web.ts';
import { ASK_INPUT } from './views.ts';

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
  const key = createSecretKey(settings.signingSecret, 'utf8');
  return {
    init(bolt) {
      app = bolt;
    },
    async start() {},
    async stop() {},
    async handle(request) {
      const text = request.raw.toString('utf8');
      const form = isForm(request) ? new URLSearchParams(text) : undefined;
      // Slack's certificate probe comes unsigned; nothing else in it is looked at.
      if (form?.get('ssl_check') === '1') return plain(200, '');
      if (!isSigned(request, key, settings.now())) return plain(401, 'The signature does not match.');
      const body = form ? readForm(form) : readJson(text);
      if (body === undefined) return plain(400, 'The body cannot be read.');
      if (body.type === 'url_verification') return json(200, { challenge: body.challenge });
      if (body.type === 'app_rate_limited') {
        settings.log('warn', 'slack.rate_limited', { workspace: String(body.team_id) });
        return plain(200, '');
      }
      if (request.isBusy) return turnedAway(body);
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
    // Nothing cuts the first delivery short here, and it may be in another process: there it is being answered.
    if (settings.answerWhen === 'finished' && reason === 'http_timeout' && isQuestion(body))
      return plain(200, '');
    const work = bolt.processEvent({
      body,
      ...(Number.isNaN(retry) ? {} : { retryNum: retry }),
      ...(reason === undefined ? {} : { retryReason: reason }),
      ack: async (answer: unknown) => acknowledged.resolve(toResponse(answer)),
    });
    const settled = work
      .then(() => acknowledged.resolve(plain(200, '')))
      .catch(() => acknowledged.resolve(said(SORRY)));
    const answer =
      settings.answerWhen === 'finished' ? settled.then(() => acknowledged.promise) : acknowledged.promise;
    // https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
    const inAll = await inTime(answer, async () => {
      const tooLong = said(TOO_LONG);
      const given = await Promise.race([acknowledged.promise, tooLong]);
      if (given === tooLong) settings.log('error', 'slack.late', { cause: LATE });
      return given;
    });
    return { ...inAll, behind: settled };
  }
}

/** In the acknowledgement where Slack shows it; else Slack itself tells who pressed, and sends events again. */
function turnedAway(body: Record<string, unknown>): WebResponse {
  if (body.command !== undefined) return busy({ response_type: 'ephemeral', text: TOO_BUSY });
  if (body.type === 'block_suggestion') return busy({ options: [] });
  if (body.type === 'view_submission')
    return busy({ response_action: 'errors', errors: { [ASK_INPUT]: TOO_BUSY } });
  return busy();
}

const SORRY = 'Something went wrong on our side. Please try again.';
const TOO_LONG = 'That took too long on our side. Please try again in a moment.';

function said(text: string): WebResponse {
  return json(200, { response_type: 'ephemeral', text });
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack, and refused when it claims to come from the future. */
function isSigned(request: WebRequest, key: KeyObject, now: number): boolean {
  const timestamp = request.headers['x-slack-request-timestamp'];
  if (!isFresh(timestamp, now)) return false;
  const expected = createHmac('sha256', key).update(`v0:${timestamp}:`).update(request.raw).digest();
  const [, hex = ''] = /^v0=([0-9a-f]{64})$/.exec(request.headers['x-slack-signature'] ?? '') ?? [];
  const given = Buffer.from(hex, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function isForm(request: WebRequest): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
}

/** Interactions hold JSON in a form field, commands are plain forms, events are JSON. */
function readForm(form: URLSearchParams): Record<string, unknown> | undefined {
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : readJson(payload);
}

function readJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an event is somebody's, who gets an answer. */
function isQuestion({ event }: Record<string, unknown>): boolean {
  return isRecord(event) && (event.type === 'app_mention' || event.type === 'message');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A card that many ask for is written out once. */
const written = once((answer: object) => JSON.stringify(answer));

function toResponse(answer: unknown): WebResponse {
  if (answer === undefined || answer === '') return plain(200, '');
  if (typeof answer === 'string') return plain(200, answer);
  return isRecord(answer) ? jsonText(200, written(answer)) : json(200, answer);
}
