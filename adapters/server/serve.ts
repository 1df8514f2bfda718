import type { Clock, Log } from '../../src/ports.ts';
import type { Simile } from '../../src/simile.ts';
import { json, plain, type WebHandler } from '../web/web.ts';
import type { Connection } from './connection.ts';
import { listen } from './http.ts';
import { countFromNothing } from './measures.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { counting, observed } from './observed.ts';
import type { Settings } from './settings.ts';
import { createWaking } from './waking.ts';

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
  /** Milliseconds as they pass, to see how long people wait; not looked at when left out. */
  elapsed?: Clock;
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
  const connections = await connect(settings, { ...world, simile });
  countFromNothing(
    metrics.measure,
    connections.map(({ name }) => name),
    simile.commands,
  );
  const isReady = readiness(connections, simile, world);
  const stopping = new AbortController();

  const handle: WebHandler = async (request) => {
    const connection = connections.find(({ route }) => route?.path === request.path);
    if (connection?.route)
      return request.method === 'POST' ? connection.route.handle(request) : plain(405, 'POST only.');
    if (request.path === '/healthz') return plain(200, 'alive');
    if (request.path === '/readyz') return isReady();
    if (request.path === '/metrics')
      return { status: 200, headers: { 'content-type': metrics.contentType }, body: await metrics.text() };
    return plain(404, 'Nothing here.');
  };

  const waking = createWaking({ ...world, log: counting(log, metrics.measure) });
  const { port, host = '0.0.0.0' } = settings;
  const http = await listen(handle, { ...world, port, host, measure: metrics.measure });
  for (const connection of connections) void reach(connection, stopping.signal, log);
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

/** Each platform's part is loaded only where it is configured. */
async function connect({ slack, discord }: Settings, world: World): Promise<Connection[]> {
  return Promise.all([
    ...(slack ? [import('./slack.ts').then(({ connectSlack }) => connectSlack(slack, world))] : []),
    ...(discord ? [import('./discord.ts').then(({ connectDiscord }) => connectDiscord(discord, world))] : []),
  ]);
}

/** How long an answer about the store is good, in milliseconds: anybody can ask. */
const GOOD_FOR = 1_000;

/** Whether it can serve: the content is there, the store answers, each platform is connected. */
function readiness(connections: readonly Connection[], { catalog, store }: Simile, { now, log }: World) {
  let asked: { at: number; answer: Promise<boolean> } | undefined;
  const ask = () =>
    store.ready().catch((cause: unknown) => {
      log('error', 'store', { cause: cause instanceof Error ? cause.message : String(cause) });
      return false;
    });
  return async () => {
    if (!asked || Math.abs(now() - asked.at) >= GOOD_FOR) asked = { at: now(), answer: ask() };
    const stored = await asked.answer;
    const parts = Object.fromEntries(connections.map((connection) => [connection.name, connection.ready()]));
    const concepts = catalog.concepts.length;
    const ready = concepts > 0 && stored && Object.values(parts).every(Boolean);
    return json(ready ? 200 : 503, { ready, concepts, store: stored, ...parts });
  };
}

/** Longest pause between two tries to reach a platform, in milliseconds. */
const LONGEST_PAUSE = 60_000;

/** Tries until the platform is reached: the process lives meanwhile, and says what is missing. */
async function reach(connection: Connection, stopped: AbortSignal, log: Log): Promise<void> {
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
