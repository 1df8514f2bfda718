import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Signed } from './signed.ts';

/** Slack and Discord tell people of a failure when this has passed, in milliseconds. */
export const DEADLINE = 3_000;
/** As many as a load balancer would hold open. */
const CONNECTIONS = 3_000;

export interface Answered {
  status: number;
  body: string;
  /** From the moment it was meant to be sent, in milliseconds: a wait to be sent counts too. */
  took: number;
}

/**
 * Sends so many requests a second, whether or not earlier ones were answered, and tells what became of each.
 * Undefined for one whose connection broke or that had no answer by twice the deadline.
 */
export async function sendAtRate(
  port: number,
  requests: readonly Signed[],
  rate: number,
): Promise<(Answered | undefined)[]> {
  const messages = requests.map(message);
  const lines = createLines(port);
  const answers: Promise<Answered | undefined>[] = [];
  const start = performance.now();
  const meant = (index: number) => start + (index * 1000) / rate;
  while (answers.length < messages.length) {
    while (answers.length < messages.length && meant(answers.length) <= performance.now()) {
      const bytes = messages[answers.length] ?? Buffer.alloc(0);
      answers.push(lines.ask(bytes, meant(answers.length)));
    }
    await sleep(1);
  }
  const enough = AbortSignal.timeout(2 * DEADLINE);
  const all = Promise.all(answers);
  enough.addEventListener('abort', lines.end);
  const done = await all;
  lines.end();
  return done;
}

function message({ path, headers, body }: Signed): Buffer {
  const lines = Object.entries({ host: 'localhost', ...headers, 'content-length': Buffer.byteLength(body) });
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
}

interface Asking {
  bytes: Buffer;
  meant: number;
  resolve(answer: Answered | undefined): void;
}

/** Connections that are used again: bare sockets, because a client of comfort would be the slower of the two. */
function createLines(port: number) {
  const idle: ((asking: Asking) => void)[] = [];
  const waiting: Asking[] = [];
  const sockets = new Set<Socket>();
  let ended = false;

  function open(first: Asking): void {
    let current: Asking | undefined;
    let received: Buffer[] = [];
    let expected: number | undefined;
    const socket = connect(port, '127.0.0.1').setNoDelay();
    sockets.add(socket);
    const ask = (asking: Asking) => {
      current = asking;
      socket.write(asking.bytes);
    };
    socket.on('data', (chunk: Buffer) => {
      received.push(chunk);
      const whole = received.length === 1 ? chunk : Buffer.concat(received);
      received = [whole];
      expected ??= lengthOf(whole);
      if (expected === undefined || whole.length < expected || !current) return;
      const { resolve, meant } = current;
      resolve({
        status: Number(whole.toString('latin1', 9, 12)),
        body: whole.toString('latin1', whole.indexOf('\r\n\r\n') + 4),
        took: performance.now() - meant,
      });
      current = undefined;
      received = [];
      expected = undefined;
      const next = waiting.shift();
      if (next) ask(next);
      else idle.push(ask);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      const at = idle.indexOf(ask);
      if (at >= 0) idle.splice(at, 1);
      current?.resolve(undefined);
    });
    ask(first);
  }

  return {
    ask(bytes: Buffer, meant: number): Promise<Answered | undefined> {
      const { promise, resolve } = Promise.withResolvers<Answered | undefined>();
      const asking = { bytes, meant, resolve };
      const line = idle.pop();
      if (ended) resolve(undefined);
      else if (line) line(asking);
      else if (sockets.size < CONNECTIONS) open(asking);
      else waiting.push(asking);
      return promise;
    },
    end() {
      ended = true;
      for (const { resolve } of waiting.splice(0)) resolve(undefined);
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** How many bytes an answer has in all, once its head is there. */
function lengthOf(received: Buffer): number | undefined {
  const head = received.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const length = /content-length: (\d+)/i.exec(received.toString('latin1', 0, head))?.[1] ?? '0';
  return head + 4 + Number(length);
}
