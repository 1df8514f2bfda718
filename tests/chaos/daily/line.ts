import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longest time that a piece of an answer is on its way, in milliseconds. */
const SLOWEST = 250;
/** How often an answer is slow. */
const SLOW = 0.2;

/** A connection to an address on which some answers come slowly. @returns its own address, and what closes it */
export async function slowLine(
  address: string,
  random: () => number,
): Promise<{ address: string; close(): void }> {
  const { hostname, port, pathname } = new URL(address);
  const server: Server = createServer((near) => {
    const far = connect(Number(port), hostname);
    near.pipe(far);
    void carry();
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
    near.on('close', () => far.destroy());

    async function carry(): Promise<void> {
      try {
        for await (const piece of far) {
          if (random() < SLOW) await sleep(random() * SLOWEST);
          near.write(piece);
        }
        near.end();
      } catch {
        near.destroy();
      }
    }
  });
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port: own } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${own}${pathname}`, close: () => void server.close() };
}
