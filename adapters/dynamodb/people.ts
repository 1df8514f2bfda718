import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Clock } from '../../src/ports.ts';
import { held } from './held.ts';
import { TTL_ATTRIBUTE } from './table.ts';

/** Where a record lies. */
export interface Key {
  pk: string;
  id: string;
}

/** Which records are about a person. */
export interface People {
  /** To be written before the record is: one that nothing points at could not be forgotten. */
  point(person: string, key: Key, expiresAt: number | undefined): Promise<void>;
  /** Takes back what points at a record that is gone, unless it was written since a time. */
  drop(person: string, key: Key, since: number): Promise<void>;
  /** Removes the records about a person for which `wanted` gives something back, and what points at them. @returns what it gave */
  forget<T>(person: string, wanted: (key: Key) => T | undefined): Promise<T[]>;
}

/** How long a record may take to follow on what points at it, in milliseconds: with all tries of the SDK. */
const UNDER_WAY = 60_000;

/**
 * For each record about a person an item that points at it, in the table itself. An index of DynamoDB would do the
 * same for less code, but follows the table later: what was written just before would be found only later, too.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html
 */
export function createPeople(documents: DynamoDBDocumentClient, table: string, now: Clock): People {
  async function drop(person: string, key: Key, until: number): Promise<void> {
    await held(
      documents.send(
        new DeleteCommand({
          TableName: table,
          Key: pointerKey(person, key),
          ConditionExpression: 'writtenAt <= :until',
          ExpressionAttributeValues: { ':until': until },
        }),
      ),
    );
  }

  async function* pointersOf(person: string): AsyncGenerator<z.output<typeof pointerSchema>> {
    let from: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': `${PERSON}#${person}` },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      for (const item of page.Items ?? []) yield z.parse(pointerSchema, item);
      from = page.LastEvaluatedKey;
    } while (from);
  }

  return {
    async point(person, key, expiresAt) {
      const Item = {
        ...pointerKey(person, key),
        record: key,
        writtenAt: now(),
        [TTL_ATTRIBUTE]: expiresAt === undefined ? undefined : Math.ceil(expiresAt / 1000),
      };
      await documents.send(new PutCommand({ TableName: table, Item }));
    },
    drop,
    async forget<T>(person: string, wanted: (key: Key) => T | undefined) {
      const removed: T[] = [];
      for await (const { record, writtenAt } of pointersOf(person)) {
        const named = wanted(record);
        if (named === undefined) continue;
        const there = await held(
          documents.send(
            new DeleteCommand({
              TableName: table,
              Key: record,
              // A record may have become somebody else's.
              ConditionExpression: 'person = :person',
              ExpressionAttributeValues: { ':person': person },
            }),
          ),
        );
        if (there) removed.push(named);
        // What points at nothing yet may be somebody's who is just writing the record.
        if (there || writtenAt < now() - UNDER_WAY) await drop(person, record, writtenAt);
      }
      return removed;
    },
  };
}

/** No kind of record is called so. */
const PERSON = 'person';

function pointerKey(person: string, { pk, id }: Key): Key {
  return { pk: `${PERSON}#${person}`, id: `${pk}#${id}` };
}

const pointerSchema = z.object({
  record: z.object({ pk: z.string(), id: z.string() }),
  writtenAt: z.number(),
});
