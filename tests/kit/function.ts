import * as z from 'zod';
import { openDynamodb } from '../../adapters/dynamodb/engine.ts';
import type { HttpResult } from '../../adapters/lambda/events.ts';
import type { Server } from '../../adapters/server/serve.ts';
import type { Settings } from '../../adapters/server/settings.ts';
import { createStore, type Store } from '../../src/store.ts';
import { bundled } from './bundle.ts';
import { type LocalDynamodb, startDynamodb } from './dynamodb.ts';
import { type LocalQueue, startQueue } from './queue.ts';
import { type Hurried, type LambdaFunction, startFunction } from './runtime.ts';

/**
 * Where conversations about what has its time take place: by the server on each platform, and by functions on one, the
 * other one's turn being in another file: each test of theirs starts three processes.
 */
export function hosts(byFunctions: 'Slack' | 'Discord') {
  return [
    ['Slack', 'the server'],
    ['Discord', 'the server'],
    [byFunctions, 'functions'],
  ] as const;
}

/** What hands web requests to Lambda, each in a shape of its own. */
export type Gateway = 'Function URL' | 'HTTP API' | 'REST API';

interface Request {
  path: string;
  headers: Readonly<Record<string, string>>;
  raw: Buffer;
}

/** A host of the bot that is handed requests one by one. */
export interface Hosted extends Pick<Server, 'stop' | 'wake'> {
  deliver(
    request: Request,
  ): Promise<{ status: number; headers: Readonly<Record<string, string>>; body: string }>;
}

/** Starts a host for these settings. */
export type Host = (settings: Settings) => Promise<Hosted>;

/** What AWS keeps for the functions: a table and a queue, and what time it is. */
export interface Account {
  table: LocalDynamodb;
  /** What is kept in the table, for a test to look at. */
  store: Store;
  queue: LocalQueue;
  now: () => number;
  hurried?: Hurried;
  stop(): Promise<void>;
}

export async function openAccount(now: () => number, hurried?: Hurried): Promise<Account> {
  const [table, queue] = await Promise.all([startDynamodb(), startQueue(now)]);
  await table.create('simile');
  const store = createStore(openDynamodb('simile', now, table.client()), now);
  const stop = async () => void (await Promise.all([table.stop(), queue.stop()]));
  return { table, store, queue, now, stop, ...(hurried ? { hurried } : {}) };
}

/** The bundle as functions, each in a process of its own, in an account of their own or in one that outlives them. */
export function onLambda(gateway: Gateway, given: Account | (() => number) = Date.now): Host {
  return async (settings) => {
    const account = typeof given === 'function' ? await openAccount(given) : given;
    const { queue, now, hurried } = account;
    const common = {
      folder: await bundled('lambda'),
      env: environment(settings, account),
      now,
      ...(hurried ? { hurried } : {}),
    };
    const http = await startFunction({ ...common, handler: 'http.handler' });
    // Where nothing is ever due, the clock need not start.
    const tick = later(() => startFunction({ ...common, handler: 'tick.handler' }));
    const work = later(() => startFunction({ ...common, handler: 'work.handler' }));
    let lastMinute = minuteOf(now());
    return {
      async deliver(request) {
        const result = await http.invoke(eventOf(gateway, request));
        if (!isHttpResult(result)) throw new Error(`No answer: ${JSON.stringify(result)}`);
        return { status: result.statusCode, headers: result.headers, body: result.body };
      },
      async wake() {
        if (minuteOf(now()) !== lastMinute) await (await tick.get()).invoke({});
        lastMinute = minuteOf(now());
        for (let batch = queue.receive(); batch.length > 0; batch = queue.receive()) {
          const result = await (await work.get()).invoke({ Records: batch });
          queue.settle(batch, failuresOf(result));
        }
      },
      async stop() {
        await Promise.all([http.stop(), tick.stop(), work.stop()]);
        if (account !== given) await account.stop();
      },
    };
  };
}

function minuteOf(time: number): number {
  return Math.floor(time / 60_000);
}

function later(start: () => Promise<LambdaFunction>) {
  let started: Promise<LambdaFunction> | undefined;
  return {
    get() {
      started ??= start();
      return started;
    },
    stop: async () => (await started)?.stop(),
  };
}

const queueResult = z.strictObject({
  batchItemFailures: z.array(z.strictObject({ itemIdentifier: z.string() })),
});

/** What `work` wants to have again. */
export function failuresOf(result: unknown) {
  return queueResult.parse(result).batchItemFailures;
}

/** The variables that say the same as the settings. */
export function environment(
  { slack, discord }: Settings,
  { table, queue }: Pick<Account, 'table' | 'queue'>,
): Record<string, string> {
  const variables = {
    SLACK_BOT_TOKEN: slack?.token,
    SLACK_SIGNING_SECRET: slack && 'signingSecret' in slack ? slack.signingSecret : undefined,
    SLACK_API_URL: slack?.apiUrl,
    DISCORD_TOKEN: discord?.token,
    DISCORD_APPLICATION_ID: discord?.applicationId,
    DISCORD_PUBLIC_KEY: discord?.publicKey,
    DISCORD_API_URL: discord?.apiUrl,
    SIMILE_REPOSITORY: 'https://github.com/example/simile',
    SIMILE_STORE: 'dynamodb:simile',
    SIMILE_QUEUE: queue.url,
    AWS_ENDPOINT_URL_SQS: queue.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
  };
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The event a gateway makes of a request. Forms come as base64 through a Function URL, and everything does here. */
export function eventOf(gateway: Gateway, { path, headers, raw }: Request): unknown {
  if (gateway === 'REST API') {
    return {
      resource: '/{proxy+}',
      path,
      httpMethod: 'POST',
      // This one leaves names as the client wrote them.
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.replace(/\b[a-z]/g, upper), value]),
      ),
      requestContext: { requestId: 'r', stage: 'prod', path: `/prod${path}`, httpMethod: 'POST' },
      body: raw.toString('utf8'),
      isBase64Encoded: false,
    };
  }
  const stage = gateway === 'HTTP API' ? 'prod' : '$default';
  const encoded = gateway === 'Function URL';
  const rawPath = stage === '$default' ? path : `/${stage}${path}`;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: '',
    headers,
    requestContext: { requestId: 'r', stage, http: { method: 'POST', path: rawPath } },
    body: raw.toString(encoded ? 'base64' : 'utf8'),
    isBase64Encoded: encoded,
  };
}

function upper(letter: string): string {
  return letter.toUpperCase();
}

export function isHttpResult(value: unknown): value is HttpResult {
  return typeof value === 'object' && value !== null && 'statusCode' in value && 'body' in value;
}
