import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Stands before a server on this machine and, while it is closed, lets its answers wait. */
export interface Gate {
  url: string;
  close(): void;
  open(): void;
  /** Resolves when so many answers wait. */
  waiting(count: number): Promise<void>;
}

export async function gateBefore(target: string): Promise<Gate> {
  let opened = Promise.withResolvers<void>();
  opened.resolve();
  let held = 0;
  const listeners = new Set<() => void>();
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming;
    const onward = request(new URL(url, target), { method, headers }, async (answer) => {
      held += 1;
      for (const listener of listeners) listener();
      await opened.promise;
      held -= 1;
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    opened.resolve();
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      opened = Promise.withResolvers();
    },
    open: () => opened.resolve(),
    waiting(count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = () => held >= count && resolve();
      listeners.add(look);
      look();
      return promise.finally(() => listeners.delete(look));
    },
  };
}
