// A process of its own for wire.test.ts: the real app behind the real listener, or a weak twin of both.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';
import { createApp } from '../app.ts';
import { listen } from '../host/listen.ts';
import { bareDeps } from '../test/bare-deps.ts';
import { wireRoutes } from './wire-routes.ts';

/** Takes what it gets: a lenient parser, no limits, and bodies unpacked as their sender asks (up to 80 MB, for the machine's sake). */
function weakTwin(): Promise<number> {
  const options = { insecureHTTPParser: true, maxHeaderSize: 1 << 20 };
  let kept: Buffer[] = []; // the last body, held until the next: what the process's memory is measured with
  const server = createServer(options, (request, response) => {
    kept = [];
    let length = 0;
    const body = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
    body.on('data', (chunk: Buffer) => {
      kept.push(chunk);
      length += chunk.length;
      if (length > 80_000_000) response.end(`${request.url} ${kept.length}`);
    });
    body.once('end', () => response.end(`${request.url} ${kept.length}`));
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
}

async function real(): Promise<number> {
  const app = createApp(bareDeps(), { routes: wireRoutes });
  return (await listen(app, { host: '127.0.0.1', port: 0 })).port;
}

const port = await (process.argv[2] === 'weak' ? weakTwin() : real());
process.on('message', () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage.rss());
});
process.on('disconnect', () => process.exit());
process.send?.(port);
