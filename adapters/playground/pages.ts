import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Files } from './bundle.ts';

/** Scripts and styles from the page itself alone, and no other site may show it in a frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** More than any act needs. */
const LARGEST_BODY = 100_000;
/** How long several changes are gathered into one, in milliseconds. */
const GATHER = 15;

export interface PageSource {
  files: Promise<Files>;
  /** An answer as JSON to a GET of this path; nothing where there is no such path. */
  look(path: string, query: URLSearchParams): Promise<unknown>;
  /** @throws with words for the person where it cannot be done */
  act(body: unknown): Promise<unknown>;
}

export interface Pages {
  address: string;
  /** Tells every open page that something is different now. */
  changed(): void;
  stop(): Promise<void>;
}

/**
 * The page's own small server, on loopback only. Another site can neither read nor drive it: the Host must be ours
 * (against rebound names), acts need our Origin and a JSON body, and nothing is allowed across origins.
 * @param port taken if it is free, else any other
 */
export async function servePages(source: PageSource, port: number): Promise<Pages> {
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    answer(source, open, request, response).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      if (!response.headersSent) json(response, 409, { error: why });
    });
  });
  await listenOn(server, port).catch((cause: unknown) => {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    return listenOn(server, 0);
  });
  const { port: taken } = server.address() as AddressInfo;
  let gathering: NodeJS.Timeout | undefined;
  return {
    address: `http://localhost:${taken}`,
    changed() {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        for (const page of open) page.write('data: changed\n\n');
      }, GATHER);
    },
    async stop() {
      clearTimeout(gathering);
      for (const page of open) page.end();
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listenOn(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', () => {
    server.off('error', reject);
    resolve();
  });
  return promise;
}

async function answer(
  source: PageSource,
  open: Set<ServerResponse>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('content-security-policy', POLICY);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  const fault = stranger(request);
  if (fault) return json(response, 403, { error: fault });
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'POST' && pathname === '/act')
    return json(response, 200, await source.act(await readBody(request)));
  if (request.method !== 'GET') return json(response, 405, { error: 'GET, or POST to /act.' });
  if (pathname === '/changes') return listening(open, response);
  const file = (await source.files).get(pathname);
  if (file) {
    response.writeHead(200, { 'content-type': file.type }).end(file.body);
    return;
  }
  const looked = await source.look(pathname, searchParams);
  if (looked === undefined) json(response, 404, { error: 'Nothing here.' });
  else json(response, 200, looked);
}

/** Why a request is not from our own page; nothing when it may be. */
function stranger({ method, headers, socket }: IncomingMessage): string | undefined {
  const { localPort } = socket;
  const ours = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${localPort}`);
  const { host = '', origin } = headers;
  if (!ours.includes(host)) return 'This address is for your own machine: open it as localhost.';
  if (origin !== undefined && origin !== `http://${host}`) return 'Only the page itself may ask that.';
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return 'Only the page itself may ask that.';
  if (method === 'GET') return undefined;
  if (origin === undefined) return 'An act must say where it comes from.';
  return headers['content-type']?.startsWith('application/json') ? undefined : 'An act must be JSON.';
}

function listening(open: Set<ServerResponse>, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('retry: 500\ndata: changed\n\n');
  open.add(response);
  response.on('close', () => open.delete(response));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error('That is too long.');
    chunks.push(chunk);
  }
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  return body;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
