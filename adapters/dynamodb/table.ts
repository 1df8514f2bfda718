import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** Over how many keys what is due is spread: one key of an index takes some 1,000 writes a second. */
export const SHARDS = 8;

/** Records that are due, by kind and shard. */
export const DUE_INDEX = 'due';
/** The attribute that DynamoDB's own sweeping goes by, in seconds since 1970. */
export const TTL_ATTRIBUTE = 'ttl';

/**
 * The one table, paid by request. Time to live is switched on apart from it, on {@link TTL_ATTRIBUTE}.
 * The index is sparse: a record without its attributes is not in it.
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
    ],
  };
}
