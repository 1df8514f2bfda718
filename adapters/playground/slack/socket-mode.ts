import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Answer, Outgoing, Transport } from './deliver.ts';
import { isObject, type JsonObject, parseJson, textOr } from './json.ts';
import type { World } from './world.ts';

/** Socket Mode: docs.slack.dev/apis/events-api/using-socket-mode. */
export interface SocketMode {
  transport: Transport;
  count(): number;
  /** Tells every connection to go; the client must open a new one. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  /** Resolves when that many connections have been greeted. */
  connected(count?: number): Promise<void>;
  close(): void;
}

export function createSocketMode(world: World, http: Server): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const open: WebSocket[] = [];
  const waiting = new Map<string, (answer: Answer) => void>();
  const greeted = new Set<() => void>();
  let turn = 0;

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const ticket = URL.parse(request.url ?? '', world.origin)?.searchParams.get('ticket') ?? '';
    // An address opens one socket, once.
    if (!world.tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
      return;
    }
    server.handleUpgrade(request, socket, head, (connection) => {
      open.push(connection);
      connection.on('close', () => {
        open.splice(open.indexOf(connection), 1);
        world.changed();
      });
      connection.on('message', (data) => acknowledge(String(data)));
      frame(connection, hello());
      for (const tell of greeted) tell();
      world.changed();
    });
  });

  function hello(): JsonObject {
    return {
      type: 'hello',
      num_connections: open.length,
      debug_info: { host: 'applink-0', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: world.app_id },
    };
  }

  function acknowledge(text: string): void {
    const ack = parseJson(text);
    if (!isObject(ack)) return;
    const body = isObject(ack.payload) && Object.keys(ack.payload).length === 0 ? undefined : ack.payload;
    waiting.get(textOr(ack.envelope_id))?.({ status: 200, body });
  }

  async function transport({ kind, payload, retry }: Outgoing, signal: AbortSignal): Promise<Answer> {
    const ready = open.filter((each) => each.readyState === WebSocket.OPEN);
    // Each payload goes to one connection only; which one is Slack's choice.
    const connection = ready[turn++ % Math.max(1, ready.length)];
    if (!connection) throw new Error('No socket is open');
    const envelope_id = world.ids.uuid();
    const answered = new Promise<Answer>((resolve, reject) => {
      waiting.set(envelope_id, resolve);
      signal.addEventListener('abort', () => {
        waiting.delete(envelope_id);
        reject(signal.reason);
      });
    });
    frame(connection, {
      envelope_id,
      type: kind,
      accepts_response_payload: kind !== 'events_api',
      ...(retry ? { retry_attempt: retry.num, retry_reason: retry.reason } : {}),
      payload,
    });
    return answered;
  }

  return {
    transport,
    count: () => open.length,
    disconnect(reason) {
      for (const each of open) frame(each, { type: 'disconnect', reason, debug_info: { host: 'applink-0' } });
    },
    connected(count = 1) {
      if (open.length >= count) return Promise.resolve();
      return new Promise((resolve) => {
        const tell = () => {
          if (open.length < count) return;
          greeted.delete(tell);
          resolve();
        };
        greeted.add(tell);
      });
    },
    close() {
      for (const each of open) each.terminate();
      server.close();
    },
  };
}

function frame(connection: WebSocket, content: JsonObject): void {
  connection.send(JSON.stringify(content));
}
