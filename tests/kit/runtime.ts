import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { hopsOf } from './queue.ts';
import { isObject } from './seen.ts';

/** One instance of a Lambda function, run by AWS's own runtime interface client. */
export interface LambdaFunction {
  /** From the start of the process until it asked for its first event, in milliseconds. */
  initMs: number;
  /**
   * Gives it an event and waits for its answer; between two events it is frozen, as on Lambda.
   * @throws when the function fails, as its caller would see it
   */
  invoke(event: unknown): Promise<unknown>;
  /** The most memory it had so far, in MB. */
  memory(): number;
  /** All that it logged. */
  logs(): string;
  stop(): Promise<void>;
}

export interface FunctionSettings {
  /** Copied alone into an empty task root, so that whatever is not in it is missing. */
  folder: string;
  /** File and export, as in `http.handler`. */
  handler: string;
  env: Readonly<Record<string, string>>;
  /** MB; V8's heap is set from it as Lambda does. */
  memory?: number;
  /** Seconds for one event. */
  timeout?: number;
  /** What the function's own clock says during an event; the true time when left out. */
  now?: () => number;
  /** What of it runs {@link HASTE} times faster than a clock, so that a test need not wait for what hangs. */
  hurried?: Hurried;
}

/** Its timers, or the limits of its own requests over `fetch`. */
export type Hurried = 'timers' | 'requests';
const HASTE = 4;

function hurry(what: Hurried | undefined): Record<string, string> {
  const of = (one: Hurried) => String(what === one ? HASTE : 1);
  return { HASTE_OF_TIMERS: of('timers'), HASTE_OF_REQUESTS: of('requests') };
}

/** Lambda's user, who may write nowhere but in /tmp. */
const SANDBOX = { uid: 993, gid: 990 };

/**
 * Starts a function.
 * @throws when it fails to start, with its own words
 */
export async function startFunction(settings: FunctionSettings): Promise<LambdaFunction> {
  const { memory = 256, timeout = 10, now, hurried } = settings;
  const root = mkdtempSync(join(tmpdir(), 'simile-function-'));
  const task = taskRoot(root, settings.folder);
  const api = await runtimeApi(timeout, now);
  const started = performance.now();
  const child = spawn(process.execPath, [...flags(memory), ...runtimeIn(root)], {
    cwd: task,
    env: { ...lambdaEnv(task, settings.handler, api.address, memory), ...settings.env, ...hurry(hurried) },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(process.getuid?.() === 0 ? SANDBOX : {}),
  });
  let logs = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      logs += chunk;
    });
  }
  const exited = once(child, 'exit').then(([code]) => {
    api.fail(new Error(`The runtime ended with ${String(code)}.\n${logs.slice(-2_000)}`));
  });
  const stop = async () => {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await exited;
    await api.stop();
    rmSync(root, { recursive: true, force: true });
  };
  try {
    await api.asksForEvent();
  } catch (cause) {
    await stop();
    throw cause;
  }
  const initMs = performance.now() - started;
  child.kill('SIGSTOP');
  let queue: Promise<unknown> = Promise.resolve();
  return {
    initMs,
    invoke(event) {
      // An instance takes one event at a time.
      const result = queue.then(async () => {
        child.kill('SIGCONT');
        try {
          return await api.give(event);
        } finally {
          await api.asksForEvent().catch(() => {});
          child.kill('SIGSTOP');
        }
      });
      queue = result.catch(() => {});
      return result;
    },
    memory: () => peak(child),
    logs: () => logs,
    stop,
  };
}

function peak({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

function flags(memory: number): string[] {
  const semiSpace = Math.max(1, Math.floor(memory * 0.05));
  return [`--max-semi-space-size=${semiSpace}`, `--max-old-space-size=${Math.floor(memory * 0.9)}`];
}

function taskRoot(root: string, folder: string): string {
  const task = join(root, 'task');
  chmodSync(root, 0o755);
  mkdirSync(task);
  cpSync(folder, task, { recursive: true });
  return task;
}

/** AWS's client as it is, but for its native part: that is only an HTTP client and would have to be compiled. */
function runtimeIn(root: string): string[] {
  const { resolve } = createRequire(import.meta.url);
  const client = dirname(resolve('aws-lambda-ric/package.json'));
  const folder = join(root, 'runtime');
  mkdirSync(folder);
  for (const file of ['index.mjs', 'package.json']) cpSync(join(client, file), join(folder, file));
  writeFileSync(join(folder, 'native.cjs'), NATIVE);
  return ['--require', join(folder, 'native.cjs'), join(folder, 'index.mjs')];
}

/**
 * What stands in for the client's `rapid-client.node`; and the process's clock and timers, where a test sets them: a
 * whole event takes place at one moment. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
const NATIVE = `
const http = require('node:http');
const Module = require('node:module');
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const trueTime = Date.now;
let time;
Date.now = () => time ?? trueTime();
const wait = setTimeout;
globalThis.setTimeout = (run, after, ...args) => wait(run, after / Number(process.env.HASTE_OF_TIMERS), ...args);
const abort = AbortSignal.timeout;
AbortSignal.timeout = (after) => abort.call(AbortSignal, Math.ceil(after / Number(process.env.HASTE_OF_REQUESTS)));
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
function call(method, path, body, headers = {}) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const length = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const request = http.request({ host, port, agent, method, path: '/2018-06-01/runtime' + path, headers: { ...length, ...headers } });
  request.on('error', reject).on('response', (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
    response.on('end', () => resolve({ bodyJson: text, headers: response.headers }));
  });
  request.end(body);
  return promise;
}
const client = {
  initializeClient() {},
  async next() {
    const event = await call('GET', '/invocation/next');
    if (event.headers['x-clock']) time = Number(event.headers['x-clock']);
    return event;
  },
  done: (id, body) => void call('POST', '/invocation/' + id + '/response', body),
  error: (id, body) => void call('POST', '/invocation/' + id + '/error', body),
};
const load = Module._load;
Module._load = (id, ...rest) => (id === './rapid-client.node' ? client : load.call(Module, id, ...rest));
`;

function lambdaEnv(task: string, handler: string, api: string, memory: number): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    // There the user's entry says so; here the user has none.
    HOME: '/home/sbx_user1051',
    AWS_LAMBDA_RUNTIME_API: api,
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: task,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_LAMBDA_FUNCTION_NAME: 'simile',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/simile',
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  };
}

/** Lambda counts how often a message led to another. https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
function traceOf(event: unknown): string {
  const records = isObject(event) && Array.isArray(event.Records) ? event.Records : [];
  const hops = Math.max(0, ...records.map((record) => hopsOf(JSON.stringify(record))));
  return `Root=1-00000000-000000000000000000000000;Sampled=0;Lineage=1:abcdef01:${hops + 1}`;
}

interface RuntimeApi {
  address: string;
  /** Resolves when the runtime waits for an event. */
  asksForEvent(): Promise<void>;
  give(event: unknown): Promise<unknown>;
  fail(error: Error): void;
  stop(): Promise<void>;
}

/** The other end of the runtime interface client, for one instance. */
async function runtimeApi(timeout: number, now?: () => number): Promise<RuntimeApi> {
  let asking = Promise.withResolvers<ServerResponse>();
  let answer: PromiseWithResolvers<unknown> | undefined;
  const fail = (error: Error) => {
    asking.promise.catch(() => {});
    asking.reject(error);
    answer?.reject(error);
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace('/2018-06-01/runtime', '');
    if (path === '/invocation/next') return asking.resolve(response);
    const body: unknown = JSON.parse((await text(request)) || 'null');
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
    if (path.endsWith('/response')) return answer?.resolve(body);
    const error = new Error(
      isObject(body) ? `${String(body.errorType)}: ${String(body.errorMessage)}` : path,
    );
    // An event that failed is followed by others; a start that failed by nothing.
    if (path.startsWith('/invocation/')) answer?.reject(error);
    else fail(error);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((cause: unknown) =>
      fail(cause instanceof Error ? cause : new Error(String(cause))),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    address: `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    asksForEvent: async () => void (await asking.promise),
    async give(event) {
      const response = await asking.promise;
      asking = Promise.withResolvers();
      answer = Promise.withResolvers();
      const timer = setTimeout(
        () => fail(new Error(`Task timed out after ${timeout} seconds`)),
        timeout * 1000,
      );
      response
        .writeHead(200, {
          'content-type': 'application/json',
          'lambda-runtime-aws-request-id': randomUUID(),
          'lambda-runtime-deadline-ms': String(Date.now() + timeout * 1000),
          'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-central-1:000000000000:function:simile',
          'lambda-runtime-trace-id': traceOf(event),
          ...(now ? { 'x-clock': String(now()) } : {}),
        })
        .end(JSON.stringify(event));
      try {
        return await answer.promise;
      } finally {
        clearTimeout(timer);
      }
    },
    fail,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
