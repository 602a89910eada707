import { createServer, type Socket } from 'node:net';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { pgAddress } from '../storage/pg-address.ts';
import { rotatedPassword } from './database-password.ts';

const secret = (password: string) => JSON.stringify({ username: 'owner', password, host: 'db' });

describe('the database’s password', () => {
  it('is read once for connections opened together, and anew when some seconds have passed', async () => {
    let now = 0;
    const stored = ['one', 'two'];
    const password = rotatedPassword(async () => secret(stored.shift() ?? 'none'), { now: () => now });
    expect(await Promise.all([password(), password(), password()])).toEqual(['one', 'one', 'one']);
    now = 4_999;
    expect(await password()).toBe('one');
    now = 5_000;
    expect(await password()).toBe('two');
  });

  it('stays what it was while the store does not answer, and is never repeated in an error', async () => {
    let now = 0;
    const answers = [secret('one'), undefined, 'not JSON: hunter2', '{"password":""}'];
    const password = rotatedPassword(async () => answers.shift(), { now: () => now });
    for (let i = 0; i < 4; i++, now += 10_000) expect(await password()).toBe('one');
    for (const unreadable of [undefined, 'hunter2', '{"secret":"hunter2"}'])
      await expect(rotatedPassword(async () => unreadable, { now: () => 0 })()).rejects.toThrow(
        /^The secret of the database is not JSON with a password\.$/,
      );
  });

  it('is asked for by each new connection, so the first after a rotation has the new one', async () => {
    const given: string[] = [];
    // As far as the password, PostgreSQL's own protocol: it asks for it in clear, reads it, and lets nobody in.
    const server = createServer((socket: Socket) => {
      socket.once('data', () => {
        socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
        socket.once('data', (bytes) => {
          given.push(bytes.subarray(5, -1).toString());
          socket.destroy();
        });
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    const stored = ['before', 'after'];
    const address = pgAddress(
      `postgres://owner@127.0.0.1:${port}/reference`,
      async () => stored.shift() ?? '',
    );
    try {
      for (let i = 0; i < 2; i++) {
        const client = new pg.Client(address);
        client.on('error', () => {});
        await expect(client.connect()).rejects.toThrow();
        expect([client.user, client.database]).toEqual(['owner', 'reference']);
      }
    } finally {
      await new Promise((closed) => server.close(closed));
    }
    expect(given).toEqual(['before', 'after']);
  });
});
