import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Fault, Switchboard } from './failures.ts';
import { limited, type RestAnswer, type RestApi, retryHeaders } from './rest.ts';

const API = '/api/v10';

export interface Server {
  readonly port: number;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly rest: RestApi;
  readonly failures: Switchboard;
  /** A connection that asks for the gateway. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** 0 for any that is free. */
  readonly port: number;
}

/** Serves the REST API on loopback, things going wrong as the switchboard says. */
export async function serve({ rest, failures, upgrade, port }: ServerOptions): Promise<Server> {
  const http = createServer((request, response) => {
    answer(rest, failures, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  http.on('upgrade', upgrade);
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = http.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

async function answer(
  rest: RestApi,
  failures: Switchboard,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '/';
  const method = request.method ?? 'GET';
  const raw = await read(request);
  if (!url.startsWith(`${API}/`)) {
    send(response, { status: 404, headers: {}, body: { message: '404: Not Found', code: 0 } });
    return;
  }
  const path = url.slice(API.length);
  const fault = failures.next(method, path);
  const instead = fault === undefined ? undefined : faulty(fault);
  if (instead !== undefined) {
    send(response, instead);
    return;
  }
  if (fault?.kind === 'cut') {
    response.destroy();
    return;
  }
  const given = rest.handle({ method, path, headers: request.headers, raw });
  if (fault?.kind === 'lost') response.destroy();
  else if (fault?.kind !== 'silence') send(response, given);
}

function faulty(fault: Fault): RestAnswer | undefined {
  if (fault.kind === 'rate-limit') {
    const scope = fault.scope ?? 'user';
    return {
      status: 429,
      headers: retryHeaders(fault.retryAfter, scope),
      body: limited(fault.retryAfter, scope),
    };
  }
  if (fault.kind !== 'server-error') return undefined;
  const status = fault.status ?? 500;
  return { status, headers: {}, body: { message: `${status}: Internal Server Error`, code: 0 } };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, headers, body }: RestAnswer): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
