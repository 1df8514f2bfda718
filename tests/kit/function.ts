import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '../../adapters/build/bundle.ts';
import type { HttpResult } from '../../adapters/lambda/events.ts';
import type { Server } from '../../adapters/server/serve.ts';
import type { Settings } from '../../adapters/server/settings.ts';
import { type LocalDynamodb, startDynamodb } from './dynamodb.ts';
import { startFunction } from './runtime.ts';

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

let building: Promise<string> | undefined;

/** The folder of the Lambda bundle, built once for a test file. */
export function lambdaBundle(): Promise<string> {
  building ??= (async () => {
    const out = mkdtempSync(join(tmpdir(), 'simile-bundle-'));
    process.once('exit', () => rmSync(out, { recursive: true, force: true }));
    const built = await buildAll(out);
    return built.find(({ program }) => program === 'lambda')?.folder ?? '';
  })();
  return building;
}

/** The bundle as a function of its own process, over a table of its own. */
export function onLambda(gateway: Gateway): Host {
  return async (settings) => {
    const table = await startDynamodb();
    await table.create('simile');
    const http = await startFunction({
      folder: await lambdaBundle(),
      handler: 'http.handler',
      env: environment(settings, table),
    });
    return {
      async deliver(request) {
        const result = await http.invoke(eventOf(gateway, request));
        if (!isHttpResult(result)) throw new Error(`No answer: ${JSON.stringify(result)}`);
        return { status: result.statusCode, headers: result.headers, body: result.body };
      },
      async wake() {},
      async stop() {
        await http.stop();
        await table.stop();
      },
    };
  };
}

/** The variables that say the same as the settings. */
export function environment(
  { slack, discord }: Settings,
  table?: Pick<LocalDynamodb, 'endpoint'>,
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
    AWS_ENDPOINT_URL_DYNAMODB: table?.endpoint,
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
