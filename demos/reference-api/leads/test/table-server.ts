// A DynamoDB emulator on this machine with the table of the leads in it.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { leadTable } from '../table.ts';

export interface TableServer {
  readonly name: string;
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

export async function openTable(): Promise<TableServer> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 }) as Server;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  await client.send(
    new CreateTableCommand({ TableName: 'leads', BillingMode: 'PAY_PER_REQUEST', ...leadTable }),
  );
  return {
    name: 'leads',
    client,
    async close() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
