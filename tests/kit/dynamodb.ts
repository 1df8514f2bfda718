import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { tableOf } from '../../adapters/dynamodb/table.ts';

export interface LocalDynamodb {
  endpoint: string;
  client(): DynamoDBClient;
  /** Makes an empty table of the name. */
  create(table: string): Promise<void>;
  stop(): Promise<void>;
}

/** DynamoDB on this machine, in memory. */
export async function startDynamodb(): Promise<LocalDynamodb> {
  const server = dynalite({ createTableMs: 0 });
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
    async stop() {
      for (const one of clients) one.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
