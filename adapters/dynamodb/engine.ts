import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Clock, Kept } from '../../src/ports.ts';
import type { Engine, RecordKey } from '../../src/store.ts';
import { held } from './held.ts';
import { createPeople, type Key } from './people.ts';
import { DUE_INDEX, SHARDS, TTL_ATTRIBUTE } from './table.ts';

/** How long a request is waited for, in milliseconds, and how often it is made: what hangs fails, and can be told. */
export interface Patience {
  each: number;
  attempts: number;
}

export function dynamodbClient({ each, attempts }: Patience = { each: 5_000, attempts: 3 }): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: attempts,
    requestHandler: { connectionTimeout: each, requestTimeout: each, throwOnRequestTimeout: true },
  });
}

/**
 * Records in one DynamoDB table. Every write is one conditional write of one item; nothing that a person or the
 * clock does scans. Where and as whom is AWS's own affair: its usual variables and roles.
 */
export function openDynamodb(table: string, now: Clock, client = dynamodbClient()): Engine {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const people = createPeople(documents, table, now);

  /** Item by item, however many pages it takes. */
  async function* query(input: Omit<QueryCommandInput, 'TableName'>) {
    let from = input.ExclusiveStartKey;
    do {
      const page = await documents.send(
        new QueryCommand({ ...input, TableName: table, ExclusiveStartKey: from }),
      );
      yield* page.Items ?? [];
      from = page.LastEvaluatedKey;
    } while (from);
  }

  async function records(
    input: Omit<QueryCommandInput, 'TableName'>,
    limit: number,
  ): Promise<Kept<unknown>[]> {
    const found: Kept<unknown>[] = [];
    if (limit < 1) return found;
    // Time to live is days late: what has expired is filtered here.
    const filtered = {
      ...input,
      FilterExpression: 'attribute_not_exists(expiresAt) OR expiresAt > :now',
      ExpressionAttributeValues: { ...input.ExpressionAttributeValues, ':now': now() },
      Limit: limit,
    };
    for await (const item of query(filtered)) {
      found.push(fromItem(item));
      if (found.length === limit) break;
    }
    return found;
  }

  async function itemAt(kind: string, workspace: string, id: string) {
    const { Item } = await documents.send(
      new GetCommand({ TableName: table, Key: { pk: pk(kind, workspace), id }, ConsistentRead: true }),
    );
    return Item;
  }

  return {
    async get(kind, workspace, id) {
      const item = await itemAt(kind, workspace, id);
      const kept = item && fromItem(item);
      return kept?.expiresAt !== undefined && kept.expiresAt <= now() ? undefined : kept;
    },
    async save(kind, record, next) {
      const { workspace, id, person, expiresAt } = record;
      if (person !== undefined) await people.point(person, { pk: pk(kind, workspace), id }, expiresAt);
      // Tells this write from any other: the SDK tries again when an answer is lost, and finds its own work there.
      const write = randomUUID();
      return held(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...toItem(kind, { ...record, version: next }), write },
            ConditionExpression:
              record.version === 0
                ? 'attribute_not_exists(pk) OR expiresAt <= :now'
                : 'version = :version AND (attribute_not_exists(expiresAt) OR expiresAt > :now)',
            ExpressionAttributeValues: {
              ':now': now(),
              ...(record.version === 0 ? {} : { ':version': record.version }),
            },
          }),
        ),
        async () => (await itemAt(kind, workspace, id))?.write === write,
      );
    },
    async remove(kind, workspace, id, version) {
      const key = { pk: pk(kind, workspace), id };
      const before = now();
      let person: unknown;
      const removal = documents
        .send(
          new DeleteCommand({
            TableName: table,
            Key: key,
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: { ':version': version },
            ReturnValues: 'ALL_OLD',
          }),
        )
        .then(({ Attributes }) => {
          person = Attributes?.person;
        });
      const removed = await held(removal);
      if (typeof person === 'string') await people.drop(person, key, before);
      return removed;
    },
    list: (kind, workspace, prefix, { limit, after }) =>
      records(
        {
          KeyConditionExpression: prefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(id, :prefix)',
          ExpressionAttributeValues: {
            ':pk': pk(kind, workspace),
            ...(prefix === '' ? {} : { ':prefix': prefix }),
          },
          ConsistentRead: true,
          ...(after === undefined || after < prefix
            ? {}
            : { ExclusiveStartKey: { pk: pk(kind, workspace), id: after } }),
        },
        limit,
      ),
    async due(kind, at, limit) {
      const shards = await Promise.all(
        Array.from({ length: SHARDS }, (_, shard) =>
          records(
            {
              IndexName: DUE_INDEX,
              KeyConditionExpression: 'dueIn = :dueIn AND dueAt <= :at',
              ExpressionAttributeValues: { ':dueIn': `${kind}#${shard}`, ':at': at },
            },
            limit,
          ),
        ),
      );
      return shards
        .flat()
        .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
        .slice(0, limit);
    },
    forget: (person, workspace) =>
      people.forget(person, (key) => {
        const record = recordOf(key);
        return workspace === undefined || record.workspace === workspace ? record : undefined;
      }),
    async purge(kind, workspace) {
      let removed = 0;
      const all = query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk(kind, workspace) },
        ProjectionExpression: 'pk, id, person',
        ConsistentRead: true,
      });
      for await (const item of all) {
        const { person, ...key } = z.parse(keySchema, item);
        await documents.send(new DeleteCommand({ TableName: table, Key: key }));
        if (person !== undefined) await people.drop(person, key, now());
        removed += 1;
      }
      return removed;
    },
    async walk(kind, limit, after) {
      const page = await documents.send(
        new ScanCommand({
          TableName: table,
          FilterExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':kind': kind },
          Limit: limit,
          ...(after === undefined ? {} : { ExclusiveStartKey: z.parse(keySchema, JSON.parse(after)) }),
        }),
      );
      const found = (page.Items ?? []).map(fromItem);
      return page.LastEvaluatedKey
        ? { records: found, next: JSON.stringify(page.LastEvaluatedKey) }
        : { records: found };
    },
    async count(kind) {
      let records = 0;
      let from: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new ScanCommand({
            TableName: table,
            Select: 'COUNT',
            FilterExpression: 'kind = :kind',
            ExpressionAttributeValues: { ':kind': kind },
            ExclusiveStartKey: from,
          }),
        );
        records += page.Count ?? 0;
        from = page.LastEvaluatedKey;
      } while (from);
      return records;
    },
    async copy(kind, record) {
      const { workspace, id, person, expiresAt } = record;
      if (person !== undefined) await people.point(person, { pk: pk(kind, workspace), id }, expiresAt);
      await held(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: toItem(kind, record),
            ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
            ExpressionAttributeValues: { ':version': record.version },
          }),
        ),
      );
    },
    // A look at nothing: it needs no permission that answering does not need.
    async ready() {
      await documents.send(new GetCommand({ TableName: table, Key: { pk: 'ready', id: 'ready' } }));
      return true;
    },
    async close() {
      client.destroy();
    },
  };
}

function pk(kind: string, workspace: string): string {
  return `${kind}#${workspace}`;
}

function recordOf({ pk, id }: Key): RecordKey {
  const at = pk.indexOf('#');
  return { kind: pk.slice(0, at), workspace: pk.slice(at + 1), id };
}

const keySchema = z.object({ pk: z.string(), id: z.string(), person: z.optional(z.string()) });

const itemSchema = z.object({
  workspace: z.string(),
  id: z.string(),
  version: z.number(),
  value: z.string(),
  person: z.optional(z.string()),
  dueAt: z.optional(z.number()),
  expiresAt: z.optional(z.number()),
});

function toItem(kind: string, { workspace, id, version, value, person, dueAt, expiresAt }: Kept<unknown>) {
  return {
    pk: pk(kind, workspace),
    id,
    kind,
    workspace,
    version,
    value: JSON.stringify(value),
    person,
    dueAt,
    dueIn: dueAt === undefined ? undefined : `${kind}#${shardOf(`${workspace}/${id}`)}`,
    expiresAt,
    [TTL_ATTRIBUTE]: expiresAt === undefined ? undefined : Math.ceil(expiresAt / 1000),
  };
}

function fromItem(item: unknown): Kept<unknown> {
  const { value, ...kept } = z.parse(itemSchema, item);
  return { ...kept, value: JSON.parse(value) };
}

/** FNV-1a: spreads what is due evenly, and is the same in every process. */
function shardOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % SHARDS;
}
