import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { tableOf } from '../../adapters/dynamodb/table.ts';

/** What goes wrong with a request: refused, cut off before it is done or after, or slow by so many milliseconds. */
export type StoreFault = 'throttled' | 'failed' | 'cut before' | 'cut after' | { slow: number };

export interface LocalDynamodb {
  endpoint: string;
  client(): DynamoDBClient;
  /** Makes an empty table of the name. */
  create(table: string): Promise<void>;
  /** From now on, asks what goes wrong with each request of an operation, as `PutItem`. */
  disturb(rule: (operation: string) => StoreFault | undefined): void;
  stop(): Promise<void>;
}

/** DynamoDB on this machine, in memory. */
export async function startDynamodb(): Promise<LocalDynamodb> {
  const server = dynalite({ createTableMs: 0 });
  let rule: (operation: string) => StoreFault | undefined = () => undefined;
  const [handle] = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const fault = rule(String(request.headers['x-amz-target']).split('.')[1] ?? '');
    void befall(fault, request, response, () => handle?.call(server, request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = () =>
    new DynamoDBClient({
      endpoint,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  const clients: DynamoDBClient[] = [];
  const made = () => {
    const one = client();
    clients.push(one);
    return one;
  };
  return {
    endpoint,
    client: made,
    async create(table) {
      await made().send(new CreateTableCommand(tableOf(table)));
    },
    disturb(next) {
      rule = next;
    },
    async stop() {
      for (const one of clients) one.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function befall(
  fault: StoreFault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  handle: () => void,
): Promise<void> {
  if (fault === 'cut before') return void request.destroy();
  if (fault === 'throttled') return refuse(response, 400, 'ThrottlingException');
  if (fault === 'failed') return refuse(response, 500, 'InternalServerError');
  if (fault === 'cut after') response.end = () => response.destroy();
  else if (fault) await sleep(fault.slow);
  handle();
}

function refuse(response: ServerResponse, status: number, type: string): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'As told.' }));
}
