import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../../src/ports.ts';
import { plain, type WebHandler, type WebResponse } from '../web/web.ts';

/** Far above what either platform sends; more is refused before it is read. */
const LARGEST_BODY = 1_000_000;

export interface HttpServer {
  port: number;
  /** Takes no more, finishes what it was answering, then resolves. */
  stop(): Promise<void>;
}

/** The one port, over the plain handler. */
export async function listen(handle: WebHandler, port: number, host: string, log: Log): Promise<HttpServer> {
  const server = createServer((request, response) => {
    answer(handle, request, response).catch((cause: unknown) => {
      log('error', 'http', { cause: cause instanceof Error ? cause.message : String(cause) });
      if (!response.headersSent) send(response, plain(500, 'Something went wrong on our side.'));
    });
  });
  server.requestTimeout = 10_000;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  await promise;
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      await closed;
    },
  };
}

async function answer(handle: WebHandler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const raw = await readRaw(request);
  if (!raw) return send(response, plain(413, 'The body is too large.'));
  const { method = 'GET', url = '/' } = request;
  const headers: Record<string, string | undefined> = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    headers[name] = Array.isArray(value) ? value[0] : value;
  }
  const path = url.split('?', 1)[0] ?? '/';
  send(response, await handle({ method, path, headers, raw }));
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

function send(response: ServerResponse, { status, headers, body }: WebResponse): void {
  // As bytes and with their length it goes out at once, not in chunks that are encoded on the way.
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length }).end(bytes);
}
