// The bridge's page and headers; what a browser makes of them is in tests/browser/container.spec.ts.
import { describe, expect, it } from 'vitest';
import type { App } from '../app.ts';
import { withBridge } from './bridge.ts';

const app = (async (request: Request) => new Response(new URL(request.url).pathname, { status: 404 })) as App;
const get = (path: string, served: App, method = 'GET') =>
  served(new Request(`http://api${path}`, { method }));

describe('the bridge', () => {
  const bridged = withBridge(app, 'https://lab.example', 'Node 20 <script>');

  it('is not there unless it is asked for', async () => {
    expect((await get('/bridge', app)).status).toBe(404);
    expect((await get('/bridge', bridged)).status).toBe(200);
    expect((await get('/bridge', bridged, 'POST')).status).toBe(404);
    expect((await get('/v1/documents', bridged)).status).toBe(404);
  });

  it('names one origin, for the frame and for the message, and no markup gets in', async () => {
    const page = await get('/bridge', bridged);
    expect(page.headers.get('content-security-policy')).toMatch(/frame-ancestors https:\/\/lab\.example$/);
    const html = await page.text();
    expect(html).toContain('data-origin="https://lab.example" data-told="Node 20 script"');
    const script = await (await get('/bridge.js', bridged)).text();
    expect(script).toContain("parent.postMessage({ type: 'bridge', told }, origin, [port2])");
    expect(script).not.toContain("'*'");
  });

  it.each(['*', 'https://lab.example/', 'https://lab.example/lab/', 'lab.example'])(
    'refuses %s for an origin',
    (origin) => {
      expect(() => withBridge(app, origin, '')).toThrow(TypeError);
    },
  );
});
