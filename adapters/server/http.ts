import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock, Log } from '../../src/ports.ts';
import { busy, plain, type WebHandler, type WebRequest, type WebResponse } from '../web/web.ts';
import type { Measure } from './measures.ts';
import { createPressure } from './pressure.ts';
import { createProbe } from './probe.ts';

/** Far above what either platform sends; more is refused before it is read. */
const LARGEST_BODY = 1_000_000;
/** How long a request may take to arrive whole, in milliseconds. */
const TO_ASK = 10_000;
/** Connections that may wait to be taken. With Node's 511, one too many tries again a second later. */
const BACKLOG = 4_096;

export interface HttpServer {
  port: number;
  /** Takes no more, finishes what it was answering, then resolves. */
  stop(): Promise<void>;
}

export interface HttpSettings {
  port: number;
  host: string;
  now: Clock;
  log: Log;
  measure: Measure;
  /** Milliseconds as they pass, whatever the clock is set to; without them nobody looks how long one waits. */
  elapsed?: Clock;
}

/** The one port, over the plain handler. With more to do than can be done in time, what comes in is turned away at once. */
export async function listen(handle: WebHandler, settings: HttpSettings): Promise<HttpServer> {
  const { port, host, log, elapsed } = settings;
  const ownHost = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const waited = elapsed ? createProbe(elapsed, () => askOnce(ownHost, ownPort())) : () => 0;
  const pressure = createPressure(settings, waited);
  let stopping = false;
  const send = (response: ServerResponse, { status, headers, body }: WebResponse) => {
    // Else a client that keeps its connection holds up the end.
    if (stopping) response.shouldKeepAlive = false;
    // As bytes and with their length it goes out at once, not in chunks that are encoded on the way.
    const bytes = Buffer.from(body);
    response.writeHead(status, { ...headers, 'content-length': bytes.length }).end(bytes);
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Health is told in any case.
    const state = () => (request.method === 'POST' ? pressure.state() : 'calm');
    if (state() === 'swamped') {
      // Not even read: a word in the platform's form would need the signature checked.
      pressure.turnedAway('refused');
      return send(response, busy());
    }
    try {
      const raw = await readRaw(request);
      if (!raw) return send(response, plain(413, 'The body is too large.'));
      // Only what has arrived counts: whoever sends slowly keeps nobody else waiting.
      await pressure.hold(handled(toWeb(request, raw, state() !== 'calm'), response));
    } catch (cause) {
      // Who asked has gone, or has taken too long to ask.
      if (!request.complete) return;
      log('error', 'http', { cause: cause instanceof Error ? cause.message : String(cause) });
      if (!response.headersSent) send(response, plain(500, 'Something went wrong on our side.'));
    }
  }

  async function handled(request: WebRequest, response: ServerResponse): Promise<void> {
    const answered = await handle(request);
    send(response, answered);
    if (answered.turnedAway) pressure.turnedAway('told');
    await answered.behind;
  }

  const ownPort = () => (server.address() as AddressInfo).port;
  const server = createServer(
    { requestTimeout: TO_ASK, headersTimeout: TO_ASK, connectionsCheckingInterval: TO_ASK / 10 },
    (request, response) => void answer(request, response),
  );
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen({ port, host, backlog: BACKLOG }, resolve);
  await promise;
  return {
    port: ownPort(),
    async stop() {
      stopping = true;
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      await closed;
    },
  };
}

/** Asks a server for its health over a connection of its own. */
function askOnce(host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  get({ host, port, path: '/healthz', agent: false }, (response) => response.resume().on('end', resolve)).on(
    'error',
    reject,
  );
  return promise;
}

function toWeb(request: IncomingMessage, raw: Buffer, isBusy: boolean): WebRequest {
  const { method = 'GET', url = '/' } = request;
  const headers: Record<string, string | undefined> = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    headers[name] = Array.isArray(value) ? value[0] : value;
  }
  return { method, path: url.split('?', 1)[0] ?? '/', headers, raw, isBusy };
}

/** By events, not by iterating: an iterator costs each request several turns of the event loop. */
function readRaw(request: IncomingMessage): Promise<Buffer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > LARGEST_BODY) resolve(undefined);
    else chunks.push(chunk);
  });
  request.on('end', () => resolve(Buffer.concat(chunks)));
  request.on('error', reject);
  return promise;
}
