import { REST } from '@discordjs/rest';
import type { Clock, Log } from '../../src/ports.ts';
import type { Simile } from '../../src/simile.ts';
import { createGateway } from '../discord/gateway.ts';
import { createInteractionsEndpoint } from '../discord/http.ts';
import { createAnswer } from '../discord/interactions.ts';
import { createDiscordPoster } from '../discord/poster.ts';
import { register } from '../discord/registration.ts';
import { createSlackApp } from '../slack/app.ts';
import { createSlackPoster } from '../slack/poster.ts';
import { createWebReceiver } from '../slack/receiver.ts';
import { createSocket } from '../slack/socket.ts';
import { json, plain, type WebHandler } from '../web/web.ts';
import { listen } from './http.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { counting, observed } from './observed.ts';
import type { Settings } from './settings.ts';
import { createWaking } from './waking.ts';

/** One way in to one platform. */
interface Connection {
  name: string;
  /** Where it answers on the port, if it does. */
  route?: { path: string; handle: WebHandler };
  start(): Promise<void>;
  stop(): Promise<void>;
  ready(): boolean;
  /** Keeps what several processes share, where they do; a timer does the same. */
  look?(): Promise<void>;
}

export interface Server {
  port: number;
  /** Takes nothing more, finishes what it was answering, and lets go of everything. */
  stop(): Promise<void>;
  /** Does what is due now; the timer does the same. */
  wake(): Promise<void>;
}

interface World {
  simile: Simile;
  now: Clock;
  log: Log;
  /** How often the clock looks for what is due, in milliseconds; never by itself when left out. */
  wakeEvery?: number;
  /** Where measurements go; to a registry of its own when left out. */
  metrics?: Metrics;
}

/** Starts every platform that is configured, on one port. */
export async function serve(settings: Settings, world: World): Promise<Server> {
  const { now, log } = world;
  const { metrics = createMetrics() } = world;
  const simile = observed(world.simile, metrics.measure, log, now);
  const connections = [
    ...slackConnections(settings, { simile, now, log }),
    ...discordConnections(settings, { ...world, simile }),
  ];
  const stopping = new AbortController();

  const handle: WebHandler = async (request) => {
    const connection = connections.find(({ route }) => route?.path === request.path);
    if (connection?.route)
      return request.method === 'POST' ? connection.route.handle(request) : plain(405, 'POST only.');
    if (request.path === '/healthz') return plain(200, 'alive');
    if (request.path === '/readyz') return readiness(connections, simile, log);
    if (request.path === '/metrics')
      return { status: 200, headers: { 'content-type': metrics.contentType }, body: await metrics.text() };
    return plain(404, 'Nothing here.');
  };

  const waking = createWaking({ ...world, log: counting(log, metrics.measure) });
  const http = await listen(handle, settings.port, settings.host ?? '0.0.0.0', log);
  for (const connection of connections) void connect(connection, stopping.signal, log);
  log('info', 'listening', { port: http.port, platforms: connections.map(({ name }) => name) });

  return {
    port: http.port,
    async wake() {
      await Promise.all(connections.map((connection) => connection.look?.()));
      await waking.wake();
    },
    async stop() {
      stopping.abort();
      const noMore = http.stop();
      const stopped = connections.map(async ({ route, stop }) => {
        // What came over HTTP is answered by then, and may have begun what goes on behind its answer.
        if (route) await noMore;
        await stop();
      });
      await Promise.all([noMore, waking.stop(), ...stopped]);
      log('info', 'stopped');
    },
  };
}

async function readiness(connections: readonly Connection[], simile: Simile, log: Log) {
  const parts = Object.fromEntries(connections.map((connection) => [connection.name, connection.ready()]));
  const store = await simile.store.ready().catch((cause: unknown) => {
    log('error', 'store', { cause: cause instanceof Error ? cause.message : String(cause) });
    return false;
  });
  const ready = simile.catalog.concepts.length > 0 && store && Object.values(parts).every(Boolean);
  return json(ready ? 200 : 503, { ready, concepts: simile.catalog.concepts.length, store, ...parts });
}

/** Longest pause between two tries to reach a platform, in milliseconds. */
const LONGEST_PAUSE = 60_000;

/** Tries until the platform is reached: the process lives meanwhile, and says what is missing. */
async function connect(connection: Connection, stopped: AbortSignal, log: Log): Promise<void> {
  for (let pause = 1_000; !stopped.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      await connection.start();
      return log('info', 'connected', { platform: connection.name });
    } catch (cause) {
      log('error', 'unreachable', {
        platform: connection.name,
        cause: cause instanceof Error ? cause.message : String(cause),
        retryInMs: pause,
      });
    }
    await sleep(pause, stopped);
  }
}

function sleep(milliseconds: number, stopped: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  stopped.addEventListener('abort', () => {
    clearTimeout(timer);
    resolve();
  });
  return promise;
}

function slackConnections({ slack }: Settings, { simile, now, log }: World): Connection[] {
  if (!slack) return [];
  simile.posters.slack = createSlackPoster({ ...slack, now, log });
  const common = { simile, token: slack.token, now, log, ...(slack.apiUrl ? { apiUrl: slack.apiUrl } : {}) };
  if ('appToken' in slack) {
    const socket = createSocket({ ...slack, log });
    const { app, settled } = createSlackApp({ ...common, receiver: socket.receiver });
    const stop = async () => {
      await settled();
      await socket.stop();
    };
    return [{ name: 'slack', start: async () => void (await app.start()), stop, ready: socket.ready }];
  }
  const receiver = createWebReceiver({
    signingSecret: slack.signingSecret,
    now,
    log,
    answerWhen: 'acknowledged',
  });
  const { settled } = createSlackApp({ ...common, receiver });
  const route = { path: '/slack/events', handle: receiver.handle };
  return [
    {
      name: 'slack',
      route,
      start: async () => {},
      stop: async () => void (await settled()),
      ready: () => true,
    },
  ];
}

function discordConnections({ discord }: Settings, { simile, now, log, wakeEvery }: World): Connection[] {
  if (!discord) return [];
  const { token, applicationId, publicKey, apiUrl } = discord;
  const answer = createAnswer(simile, now);
  const api = apiUrl ? { apiUrl } : {};
  simile.posters.discord = createDiscordPoster({ token, now, ...api });
  if (publicKey === undefined) {
    const onRemoved = async (workspace: string) => {
      const records = await simile.store.purge(workspace);
      log('warn', 'discord.removed', { workspace, records });
    };
    const gateway = createGateway({
      token,
      applicationId,
      fleets: simile.store.fleets,
      answer,
      onRemoved,
      now,
      log,
      ...api,
      ...(wakeEvery === undefined ? {} : { lookEvery: wakeEvery }),
    });
    const start = async () => {
      await register(gateway.rest, applicationId, simile.commands);
      await gateway.start();
    };
    const { stop, ready, look } = gateway;
    return [{ name: 'discord', start, stop, ready, look }];
  }
  const rest = new REST(apiUrl ? { api: apiUrl } : {}).setToken(token);
  let registered = false;
  const start = async () => {
    await register(rest, applicationId, simile.commands);
    registered = true;
  };
  const route = { path: '/discord/interactions', handle: createInteractionsEndpoint(answer, publicKey, now) };
  return [{ name: 'discord', route, start, stop: async () => {}, ready: () => registered }];
}
