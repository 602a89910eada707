import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** The form of the table, for whoever makes one: the infrastructure, and the tests. Time to live is the attribute `expires`. */
export const leadTable = {
  AttributeDefinitions: [
    { AttributeName: 'id', AttributeType: 'S' },
    { AttributeName: 'lead', AttributeType: 'S' },
    { AttributeName: 'person', AttributeType: 'B' },
    { AttributeName: 'box', AttributeType: 'S' },
    { AttributeName: 'nextTry', AttributeType: 'N' },
  ],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'lead',
      KeySchema: [{ AttributeName: 'lead', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: 'person',
      KeySchema: [{ AttributeName: 'person', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
    {
      IndexName: 'due',
      KeySchema: [
        { AttributeName: 'box', KeyType: 'HASH' },
        { AttributeName: 'nextTry', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
} satisfies Partial<CreateTableCommandInput>;
