// A process of its own for tests: the real gateway on the real Redis cache behind node:http. Run by two-processes.services.test.ts.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Problem, problems } from '../problem.ts';
import { openRedis } from '../storage/redis.ts';
import { together } from '../test/together.ts';
import { createGateway } from './gateway.ts';
import { gatewayDeps } from './test-deps.ts';

const { url, weak } = JSON.parse(process.argv[2] as string) as { url: string; weak: boolean };
const cache = await openRedis({ url, salt: new Uint8Array(32), timeout: 20_000 });
// The service starts without its cache; here it has to be there.
for (let tries = 0; tries < 100; tries++) {
  const there = await cache.ping().then(
    () => true,
    () => false,
  );
  if (there) break;
  await new Promise((again) => setTimeout(again, 100));
}
const gateway = createGateway({ ...gatewayDeps({ trustedHops: 1 }, cache), clock: { now: Date.now } });

const meet = together(10);

/** The weak twin: read, then write. The first ten have all read before one of them writes. */
async function weakTake(client: string): Promise<void> {
  const count = Number((await cache.get(client)) ?? 0);
  if (count >= 100) throw new Problem('quota-exceeded');
  await meet();
  await cache.set(client, String(count + 1), 60);
}

const server = createServer(async (request, response) => {
  const headers: Record<string, string> = {};
  try {
    const { remoteAddress = '' } = request.socket;
    const client = gateway.arrive(
      new Headers({ 'x-forwarded-for': String(request.headers['x-forwarded-for']) }),
      { address: remoteAddress, encrypted: false },
    );
    await (weak ? weakTake(client) : gateway.takeClient('account', client, headers));
    response.writeHead(200, headers).end();
  } catch (error) {
    response.writeHead(error instanceof Problem ? problems[error.code].status : 500, headers).end();
  }
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
