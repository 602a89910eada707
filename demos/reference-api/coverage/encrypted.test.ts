// Where TLS is asked for, nothing goes out in clear: a listener that knows no TLS sees the wish for it, or the first byte of a
// handshake, and neither names nor passwords. Whether a wrong certificate is refused is not shown here.
import { createServer, type Socket } from 'node:net';
import { rootCertificates } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { openPg } from '../storage/pg.ts';
import { openRedis } from '../storage/redis.ts';

const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const handshake = 0x16;
let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

/** Keeps what it is sent; the first bytes of a connection get `reply`. */
async function listener(reply: string): Promise<{ port: number; heard: () => Buffer }> {
  const heard: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.once('data', () => socket.write(reply));
    socket.on('data', (bytes) => {
      heard.push(bytes);
      if (heard.length > 1 || reply !== 'S') socket.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  close = () =>
    new Promise((done) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => done());
    });
  const { port } = server.address() as { port: number };
  return { port, heard: () => Buffer.concat(heard) };
}

async function pgHears(reply: string, ca?: string): Promise<Buffer> {
  const { port, heard } = await listener(reply);
  const database = openPg({
    url: `postgres://canary:canary@127.0.0.1:${port}/canary`,
    leaseTimeout: 1_000,
    ...(ca !== undefined && { ca }),
  });
  await expect(database.ping()).rejects.toThrow();
  await database.close();
  return heard();
}

async function redisHears(scheme: 'redis' | 'rediss'): Promise<Buffer> {
  const { port, heard } = await listener('');
  const cache = await openRedis({
    url: `${scheme}://canary:canary@127.0.0.1:${port}`,
    salt: new Uint8Array(32),
  });
  await expect(cache.ping()).rejects.toThrow();
  await cache.close();
  return heard();
}

describe('with TLS asked for', () => {
  const ca = rootCertificates[0] as string;

  it('the database is told nothing when it has none', async () => {
    expect(await pgHears('N', ca)).toEqual(sslRequest);
  });

  it('the database is told nothing before the handshake', async () => {
    const bytes = await pgHears('S', ca);
    expect([bytes.subarray(0, 8), bytes[8]]).toEqual([sslRequest, handshake]);
    expect(bytes.includes('canary')).toBe(false);
  });

  it('the cache is told nothing before the handshake', async () => {
    const bytes = await redisHears('rediss');
    expect([bytes[0], bytes.includes('canary')]).toEqual([handshake, false]);
  });

  it('control: without it, names go out in clear', async () => {
    expect((await pgHears('R')).includes('canary')).toBe(true);
    await close?.();
    expect((await redisHears('redis')).includes('canary')).toBe(true);
  });
});
