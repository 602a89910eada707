// How many leads in this hour, of one client and of everybody: a counter in the same table, gone two hours later. Counted in whole
// hours of the clock, so a burst around the hour may be twice the limit; the proof of work has been paid by then.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { CacheDown } from '../../storage/cache.ts';
import type { TakeQuota } from '../ports.ts';

export interface Counting {
  readonly name: string;
  readonly client: DynamoDBClient;
  readonly perClient: number;
  readonly perHour: number;
  /** HMAC: no address is stored. */
  hash(text: string): Promise<Uint8Array>;
  now(): number;
}

const hour = 3_600_000;

export function hourlyQuota({ name, client, perClient, perHour, hash, now }: Counting): TakeQuota {
  async function take(who: string, limit: number): Promise<boolean> {
    const started = Math.floor(now() / hour);
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: { id: { S: `count#${who}#${started}` } },
          UpdateExpression: 'ADD taken :one SET expires = :expires',
          ConditionExpression: 'attribute_not_exists(taken) OR taken < :limit',
          ExpressionAttributeValues: {
            ':one': { N: '1' },
            ':limit': { N: String(limit) },
            ':expires': { N: String((started + 2) * 3_600) },
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw new CacheDown('the counters cannot be reached');
    }
  }
  return async (caller) => {
    const who = Buffer.from(await hash(`client:${caller}`)).toString('hex');
    const allowed = (await take(who, perClient)) && (await take('all', perHour));
    return { allowed, resetSeconds: Math.ceil((hour - (now() % hour)) / 1_000) };
  };
}
