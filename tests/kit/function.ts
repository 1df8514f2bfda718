import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
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

/** Where bundles for tests are kept, each by the state of the files it was made of. */
const KEPT = join(import.meta.dirname, '../../node_modules/.cache/simile-bundles');

/** Bundles of older sources are kept so long, in milliseconds: a run that began before may still use one. */
const DAY = 86_400_000;

/** The folder of the Lambda bundle as the sources are now; made once, whoever asks first. */
export async function lambdaBundle(): Promise<string> {
  const folder = join(KEPT, stateOfSources());
  if (!existsSync(folder)) {
    const making = mkdtempSync(join(tmpdir(), 'simile-bundle-'));
    await buildAll(making);
    mkdirSync(KEPT, { recursive: true });
    for (const old of readdirSync(KEPT).map((name) => join(KEPT, name)))
      if (statSync(old).mtimeMs < Date.now() - DAY) rmSync(old, { recursive: true, force: true });
    // Another test file may have been faster; its bundle is as good.
    cpSync(making, `${folder}.part${process.pid}`, { recursive: true });
    rmSync(making, { recursive: true });
    if (existsSync(folder)) rmSync(`${folder}.part${process.pid}`, { recursive: true });
    else renameSync(`${folder}.part${process.pid}`, folder);
  }
  return join(folder, 'lambda');
}

function stateOfSources(): string {
  const hash = createHash('sha256');
  for (const top of ['src', 'adapters', 'content', 'package-lock.json']) {
    const root = join(import.meta.dirname, '../..', top);
    const paths = statSync(root).isDirectory()
      ? readdirSync(root, { recursive: true, encoding: 'utf8' })
      : [''];
    for (const path of paths.sort()) {
      const { mtimeMs, size } = statSync(join(root, path));
      hash.update(`${top}/${path} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex').slice(0, 20);
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
