import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** Over how many keys what is due is spread: one key of an index takes some 1,000 writes a second. */
export const SHARDS = 8;

/** Records that are due, by kind and shard. */
export const DUE_INDEX = 'due';
/** Records that are about a person. */
export const PERSON_INDEX = 'person';
/** The attribute that DynamoDB's own sweeping goes by, in seconds since 1970. */
export const TTL_ATTRIBUTE = 'ttl';

/**
 * The one table, paid by request. Time to live is switched on apart from it, on {@link TTL_ATTRIBUTE}.
 * Both indexes are sparse: a record without the attribute is not in them.
 */
export function tableOf(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'dueIn', AttributeType: 'S' },
      { AttributeName: 'dueAt', AttributeType: 'N' },
      { AttributeName: 'person', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'id', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: DUE_INDEX,
        KeySchema: [
          { AttributeName: 'dueIn', KeyType: 'HASH' },
          { AttributeName: 'dueAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: PERSON_INDEX,
        KeySchema: [{ AttributeName: 'person', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  };
}
