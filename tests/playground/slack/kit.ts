import { App, LogLevel, type Receiver, type ReceiverEvent, verifySlackRequest } from '@slack/bolt';
import type { HttpAnswer, HttpRequest } from '../../../adapters/playground/slack/deliver.ts';
import { parseJson } from '../../../adapters/playground/slack/json.ts';
import { type Slack, type SlackOptions, startSlack } from '../../../adapters/playground/slack/slack.ts';

/** 23 November 2026, 09:00 UTC. */
export const start = Date.UTC(2026, 10, 23, 9);

export interface TestClock {
  now: () => number;
  /** Moves time on, and ends every wait that is over by then. */
  pass(ms: number): void;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

function testClock(): TestClock {
  let now = start;
  const waits = new Map<() => void, number>();
  return {
    now: () => now,
    pass(ms) {
      now += ms;
      for (const [end, when] of waits) if (when <= now) end();
    },
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        waits.set(resolve, now + ms);
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  };
}

export async function slackWith(options: SlackOptions = {}): Promise<Slack & { clock: TestClock }> {
  const clock = testClock();
  const slack = await startSlack({ now: clock.now, wait: clock.wait, echo: false, ...options });
  return { ...slack, clock };
}

export const noLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** The smallest HTTP receiver: checks the signature, answers with the acknowledgement. */
export class TinyReceiver implements Receiver {
  #app: App | undefined;
  readonly #slack: Slack & { clock: TestClock };

  constructor(slack: Slack & { clock: TestClock }) {
    this.#slack = slack;
  }

  init(app: App): void {
    this.#app = app;
  }
  async start(): Promise<void> {
    this.#slack.deliverTo((request) => this.handle(request));
  }
  async stop(): Promise<void> {}

  async handle({ headers, raw }: HttpRequest): Promise<HttpAnswer> {
    const text = raw.toString('utf8');
    verifySlackRequest({
      signingSecret: this.#slack.signingSecret,
      body: text,
      headers: {
        'x-slack-signature': headers['x-slack-signature'] ?? '',
        'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
      },
      nowMilliseconds: this.#slack.clock.now(),
    });
    let answer: HttpAnswer = { status: 404 };
    const event: ReceiverEvent = {
      body: bodyOf(headers['content-type'] ?? '', text),
      ack: async (response) => {
        if (response === undefined || response === '') answer = { status: 200 };
        else if (typeof response === 'string') answer = { status: 200, body: response };
        else {
          const headers = { 'content-type': 'application/json; charset=utf-8' };
          answer = { status: 200, headers, body: JSON.stringify(response) };
        }
      },
      ...(headers['x-slack-retry-num'] ? { retryNum: Number(headers['x-slack-retry-num']) } : {}),
      ...(headers['x-slack-retry-reason'] ? { retryReason: headers['x-slack-retry-reason'] } : {}),
    };
    await this.#app?.processEvent(event);
    return answer;
  }
}

function bodyOf(contentType: string, text: string): Record<string, unknown> {
  const form = Object.fromEntries(new URLSearchParams(text));
  const value = contentType.includes('json')
    ? parseJson(text)
    : form.payload
      ? parseJson(form.payload)
      : form;
  return { ...(typeof value === 'object' ? value : {}) };
}

export function boltApp(slack: Slack, receiver: Receiver): App {
  return new App({
    receiver,
    token: slack.workspace.bot.token,
    botId: slack.workspace.bot.bot_id,
    botUserId: slack.workspace.bot.user_id,
    convoStore: false,
    logger: noLog,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  });
}

export const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } }) as const;
export const button = (action_id: string, label = 'More') =>
  ({ type: 'button', action_id, text: { type: 'plain_text', text: label }, value: 'v' }) as const;
export const actions = (...elements: ReturnType<typeof button>[]) => ({ type: 'actions', elements }) as const;
export const plain = (text: string) => ({ type: 'plain_text', text }) as const;

/** Calls the Web API as a bot would, without a client in between. */
export async function call(slack: Slack, method: string, args: object, token = slack.workspace.bot.token) {
  const response = await fetch(slack.apiUrl + method, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
    body: JSON.stringify(args),
  });
  const body: unknown = await response.json();
  return { status: response.status, headers: response.headers, body };
}

/** Posts to a response_url. */
export async function respond(url: string, message: object): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(message) });
  return { status: response.status, text: await response.text() };
}
