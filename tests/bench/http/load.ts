import { type ChildProcess, fork } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { Signed } from './signed.ts';

export interface Measured {
  perSecond: number;
  /** Milliseconds. */
  p99: number;
}

/** A server of its own process, on loopback. */
export interface Running {
  port: number;
  stop(): void;
}

export async function startServer(file: string): Promise<Running> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'servers', file), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('message', (port) => resolve(Number(port)));
  child.once('exit', (code) => reject(new Error(`${file} ended with ${code}.`)));
  return { port: await promise, stop: () => void child.kill() };
}

/** Sends every request over so many connections, each waiting for its answer; every answer must be a 200. */
export async function measure(
  port: number,
  requests: readonly Signed[],
  connections: number,
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const took: number[] = [];
  const queue = requests.values();
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const one of queue) {
        const before = performance.now();
        await send(agent, port, one);
        took.push(performance.now() - before);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  took.sort((a, b) => a - b);
  return { perSecond: requests.length / seconds, p99: took[Math.floor(took.length * 0.99)] ?? 0 };
}

function send(agent: Agent, port: number, { path, headers, body }: Signed): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const sent = request({
    agent,
    host: '127.0.0.1',
    port,
    path,
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
  });
  sent.on('error', reject);
  sent.setTimeout(10_000, () => sent.destroy(new Error('No answer in 10 s.')));
  sent.on('response', (response) => {
    response.resume();
    response.on('end', () =>
      response.statusCode === 200 ? resolve() : reject(new Error(`Answered ${response.statusCode}.`)),
    );
  });
  sent.end(body);
  return promise;
}

/** Rounds in turn, so that whatever else the machine does falls on both; the medians are compared. */
export async function compare(
  ours: Running,
  peer: Running,
  batch: (round: number) => { ours: Signed[]; peer: Signed[] },
  names: { ours: string; peer: string },
): Promise<void> {
  const rounds: { ours: Measured[]; peer: Measured[] } = { ours: [], peer: [] };
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      const requests = batch(round);
      const one = await measure(ours.port, requests.ours, CONNECTIONS);
      const other = await measure(peer.port, requests.peer, CONNECTIONS);
      // The first round warms both up.
      if (round === 0) continue;
      rounds.ours.push(one);
      rounds.peer.push(other);
    }
  } finally {
    ours.stop();
    peer.stop();
  }
  const ratio = tell(names.ours, rounds.ours) / tell(names.peer, rounds.peer);
  console.log(
    `ratio ${ratio.toFixed(2)} (aim: 1.00 or more), median of ${ROUNDS} rounds in turn, ${CONNECTIONS} connections`,
  );
}

const ROUNDS = 5;
const CONNECTIONS = 16;

function tell(name: string, all: readonly Measured[]): number {
  const perSecond = median(all.map((one) => one.perSecond));
  const p99 = median(all.map((one) => one.p99)).toFixed(1);
  console.log(`${name.padEnd(48)} ${perSecond.toFixed(0).padStart(7)} requests/s   p99 ${p99} ms`);
  return perSecond;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
