import { connect } from 'node:net';
import { Client } from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { startPostgres } from '../infra/local/postgres.ts';
import { startRedis } from '../infra/local/redis.ts';
import { answers } from '../infra/local/service.ts';

async function versionAt(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>('select version()');
    return rows[0]?.version ?? '';
  } finally {
    await client.end();
  }
}

const ping = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write('PING\r\n'));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString());
    });
  });

describe('the services the tests run on', () => {
  it('are PostgreSQL 18 and Redis on private ports of this machine', async () => {
    const postgres = new URL(inject('postgres'));
    const redis = new URL(inject('redis'));
    expect([postgres.hostname, redis.hostname]).toEqual(['127.0.0.1', '127.0.0.1']);
    expect(postgres.port).not.toBe('5432');
    expect(redis.port).not.toBe('6379');
    expect(await versionAt(inject('postgres'))).toMatch(/^PostgreSQL 18\./);
    expect(await ping(inject('redis'))).toBe('+PONG\r\n');
  });

  it('are gone once they are stopped, and others stay', async () => {
    const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
    expect(await versionAt(postgres.url)).toMatch(/^PostgreSQL 18\./);
    expect(await ping(redis.url)).toBe('+PONG\r\n');
    await Promise.all([postgres.stop(), redis.stop()]);
    expect(await Promise.all([answers(postgres.port), answers(redis.port)])).toEqual([false, false]);
    expect(await ping(inject('redis'))).toBe('+PONG\r\n');
  }, 180_000);

  it('refuse a wrong password', async () => {
    await expect(versionAt(inject('postgres').replace(':test@', ':wrong@'))).rejects.toThrow(/password/);
  });
});
