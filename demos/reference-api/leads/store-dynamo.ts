// Leads in DynamoDB, for the small Lambda. Two kinds of items in one table, by `id`: "lead#KEY" and "work#NONCE". DynamoDB has
// no second unique attribute, so the proof of work is an item that belongs to the key it paid for: taking it again under the
// same key is no fault, which makes a crash between the two puts harmless. `expires` is the table's time to live (seconds);
// DynamoDB deletes late, within days, so what is past it is not read either.
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
  ScanCommand,
  type ScanCommandOutput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { LeadStore, StoredLead } from './ports.ts';

/** Of the table: partition key `id`; an index "due" (partition `box`, sort `nextTry`), an index "person" (partition `person`). */
export interface LeadTable {
  readonly name: string;
  readonly client: DynamoDBClient;
  /** Whether a key is the canary's: such a lead is stored for an hour, mailed to nobody and in no list. */
  readonly synthetic?: (key: string) => Promise<boolean>;
}

/** The canary reads its lead back at once. */
const syntheticKept = 3_600_000;

/** How long a used proof is remembered: longer than any challenge lives. */
const workKept = 7_200_000;
type Item = NonNullable<QueryCommandOutput['Items']>[number];

const seconds = (milliseconds: number) => ({ N: String(Math.ceil(milliseconds / 1_000)) });
const number = (n: number) => ({ N: String(n) });
const text = (s: string) => ({ S: s });
const bytes = (b: Uint8Array) => ({ B: b });
const conditional = (error: unknown): boolean => error instanceof ConditionalCheckFailedException;

export function dynamoLeads({ name, client, synthetic = async () => false }: LeadTable): LeadStore {
  const keyOf = (key: string) => ({ id: text(`lead#${key}`) });
  /** By its own id: a lead's id is not its key, so the index names it. */
  const itemOf = async (lead: string): Promise<Item | undefined> =>
    (
      await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: 'lead',
          KeyConditionExpression: '#lead = :lead',
          ExpressionAttributeNames: { '#lead': 'lead' },
          ExpressionAttributeValues: { ':lead': text(lead) },
        }),
      )
    ).Items?.[0];

  async function query(
    index: string,
    condition: string,
    values: Record<string, Item[string]>,
    most?: number,
  ) {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const page: QueryCommandOutput = await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: index,
          KeyConditionExpression: condition,
          ExpressionAttributeValues: values,
          ...(from && { ExclusiveStartKey: from }),
          ...(most !== undefined && { Limit: most }),
        }),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from !== undefined && (most === undefined || items.length < most));
    return items;
  }

  async function change(
    lead: string,
    expression: string,
    condition: string,
    values: Record<string, Item[string]>,
  ) {
    const item = await itemOf(lead);
    if (item?.['id'] === undefined) return;
    await client
      .send(
        new UpdateItemCommand({
          TableName: name,
          Key: { id: item['id'] },
          UpdateExpression: expression,
          ConditionExpression: condition,
          ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
        }),
      )
      .catch((error) => {
        if (!conditional(error)) throw error;
      });
  }
  const open = 'attribute_exists(id) AND attribute_not_exists(sentAt) AND attribute_not_exists(deadAt)';

  return {
    async known(key) {
      const { Item: item } = await client.send(
        new GetItemCommand({ TableName: name, Key: keyOf(key), ConsistentRead: true }),
      );
      if (item === undefined) return null;
      return {
        fingerprint: item['fingerprint']?.B ?? new Uint8Array(),
        reference: item['reference']?.S ?? '',
        at: Number(item['at']?.N),
      };
    },
    async put(lead) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: name,
            Item: {
              id: text(`work#${lead.nonce}`),
              paidFor: text(lead.key),
              expires: seconds(lead.at + workKept),
            },
            ConditionExpression: 'attribute_not_exists(id) OR paidFor = :key',
            ExpressionAttributeValues: { ':key': text(lead.key) },
          }),
        );
      } catch (error) {
        if (conditional(error)) return 'paid';
        throw error;
      }
      // Without `box` and `person` it is in no index that the mail or the list looks at.
      const rest: Record<string, Item[string]> = (await synthetic(lead.key))
        ? { synthetic: { BOOL: true }, expires: seconds(lead.at + syntheticKept) }
        : {
            person: bytes(lead.person),
            expires: seconds(lead.deleteAfter),
            box: text('due'),
            nextTry: number(lead.at),
            attempts: number(0),
          };
      try {
        await client.send(
          new PutItemCommand({
            TableName: name,
            Item: {
              ...keyOf(lead.key),
              lead: text(lead.id),
              fingerprint: bytes(lead.fingerprint),
              reference: text(lead.reference),
              sealed: bytes(lead.sealed),
              at: number(lead.at),
              ...rest,
            },
            ConditionExpression: 'attribute_not_exists(id)',
          }),
        );
        return 'stored';
      } catch (error) {
        if (conditional(error)) return 'known';
        throw error;
      }
    },
    async takeDue(now, until, most) {
      const found = await query(
        'due',
        'box = :due AND nextTry <= :now',
        { ':due': text('due'), ':now': number(now) },
        most,
      );
      const taken = await Promise.all(
        found.slice(0, most).map(async ({ id, nextTry }) => {
          try {
            // Only as it was read: two takers never get the same one.
            const { Attributes: item } = await client.send(
              new UpdateItemCommand({
                TableName: name,
                Key: { id: id as Item[string] },
                UpdateExpression: 'SET nextTry = :until ADD attempts :one',
                ConditionExpression: 'nextTry = :seen AND box = :due',
                ExpressionAttributeValues: {
                  ':until': number(until),
                  ':one': number(1),
                  ':seen': nextTry as Item[string],
                  ':due': text('due'),
                },
                ReturnValues: 'ALL_NEW',
              }),
            );
            return item === undefined ? [] : [{ ...storedOf(item), attempts: Number(item['attempts']?.N) }];
          } catch (error) {
            if (conditional(error)) return [];
            throw error;
          }
        }),
      );
      return taken.flat();
    },
    sent: (id, now) => change(id, 'SET sentAt = :now REMOVE box, nextTry', open, { ':now': number(now) }),
    notSent: (id, now, again) =>
      again === null
        ? change(id, 'SET deadAt = :now, box = :dead, nextTry = :now', open, {
            ':now': number(now),
            ':dead': text('dead'),
          })
        : change(id, 'SET nextTry = :again', open, { ':again': number(again) }),
    async revive(now) {
      const dead = await query('due', 'box = :dead', { ':dead': text('dead') });
      for (const { id } of dead)
        await client.send(
          new UpdateItemCommand({
            TableName: name,
            Key: { id: id as Item[string] },
            UpdateExpression: 'SET box = :due, nextTry = :now, attempts = :none REMOVE deadAt',
            ExpressionAttributeValues: { ':due': text('due'), ':now': number(now), ':none': number(0) },
          }),
        );
      return dead.length;
    },
    async ofPerson(person) {
      return (await query('person', 'person = :person', { ':person': bytes(person) }))
        .map(storedOf)
        .sort((a, b) => a.at - b.at);
    },
    async forgetPerson(person) {
      const found = await query('person', 'person = :person', { ':person': bytes(person) });
      for (const { id } of found)
        await client.send(new DeleteItemCommand({ TableName: name, Key: { id: id as Item[string] } }));
      return found.length;
    },
    // The table's own time to live does it.
    forgetOld: async () => 0,
  };
}

export interface ListedItem extends StoredLead {
  readonly deleteAfter: number;
  readonly mail: 'waiting' | 'sent' | 'given-up';
}

/** Every lead that is kept, newest first, without the canary's. A scan: for an operator, not for a request. */
export async function everyLead({ name, client }: LeadTable, now: number): Promise<readonly ListedItem[]> {
  const found: ListedItem[] = [];
  let from: Item | undefined;
  do {
    const page: ScanCommandOutput = await client.send(
      new ScanCommand({
        TableName: name,
        FilterExpression: 'begins_with(id, :lead) AND attribute_not_exists(synthetic) AND expires > :now',
        ExpressionAttributeValues: { ':lead': text('lead#'), ':now': seconds(now) },
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const item of page.Items ?? [])
      found.push({
        ...storedOf(item),
        deleteAfter: Number(item['expires']?.N) * 1_000,
        mail: item['sentAt'] ? 'sent' : item['deadAt'] ? 'given-up' : 'waiting',
      });
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return found.sort((a, b) => b.at - a.at);
}

const storedOf = (item: Item): StoredLead => ({
  id: item['lead']?.S ?? '',
  reference: item['reference']?.S ?? '',
  sealed: item['sealed']?.B ?? new Uint8Array(),
  at: Number(item['at']?.N),
});
