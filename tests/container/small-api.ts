// A service of one screen on the API's own port and bridge, for the scenarios that are about the container and not about the API.
import { readFileSync } from 'node:fs';
import type { App } from '#api/app.ts';
import { withBridge } from '#api/host/bridge.ts';
import { listen } from '#api/host/listen.ts';

const told = (event: string, more: object = {}) =>
  console.log(JSON.stringify({ at: new Date().toISOString(), level: 'info', event, ...more }));

const app = async (request: Request): Promise<Response> => {
  const { pathname } = new URL(request.url);
  told('answered', { path: pathname });
  if (pathname === '/slow') await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (pathname === '/nothing') return new Response(null, { status: 204 });
  if (pathname === '/assets') return Response.json({ bytes: readFileSync('assets/data.bin').length });
  return Response.json({
    method: request.method,
    path: pathname,
    sent: await request.text(),
    language: request.headers.get('accept-language'),
    greeting: readFileSync('greeting.txt', 'utf8'),
    layersOff: process.env['LAYERS_OFF'] ?? null,
  });
};
const origin = process.env['BRIDGE_ORIGIN'];
const served = app as App;
const { port } = await listen(origin ? withBridge(served, origin, `Node ${process.versions.node}`) : served, {
  host: '127.0.0.1',
  port: Number(process.env['PORT']),
});
told('listening', { port });
