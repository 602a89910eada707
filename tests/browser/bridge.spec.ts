// Who gets a port from the bridge, and whose port the page takes. Each refusal has a weak twin that the same attack gets through.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '../../demos/reference-api/app.ts';
import { withBridge } from '../../demos/reference-api/host/bridge.ts';
import { type Ground, layGround } from '../container/ground.ts';
import { expect, test } from './watched.ts';

let ground: Ground;
const open: Server[] = [];
test.beforeAll(async () => {
  ground = await layGround();
});
test.afterAll(() => ground.stop());
test.afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Answer = (path: string) => Promise<Response> | Response;

async function serve(answer: Answer): Promise<string> {
  const server = createServer(async (request, response) => {
    const got = await answer(request.url ?? '/');
    response.writeHead(got.status, Object.fromEntries(got.headers)).end(await got.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const api = (async () => Response.json({})) as unknown as App;
/** The service with its bridge open to `origin`; `weaken` makes the twin. */
const bridge = (origin: string, weaken: (text: string) => string = (text) => text): Promise<string> => {
  const served = withBridge(api, origin, 'Node');
  return serve(async (path) => {
    const got = await served(new Request(`http://api${path}`));
    const headers = [...got.headers].map(([name, value]): [string, string] => [name, weaken(value)]);
    return new Response(weaken(await got.text()), { status: got.status, headers });
  });
};
const unframed = (text: string) => text.replace(/frame-ancestors \S+/, 'frame-ancestors *');
const opened = (text: string) => unframed(text).replace('}, origin, [port2]', "}, '*', [port2]");

test.describe('bridge', { tag: '@desktop' }, () => {
  test('gives its port to the named origin and to no other', async ({ page }) => {
    await page.goto(ground.page({ standIn: 'http://127.0.0.1:1' }));
    await page.waitForFunction(() => 'lab' in globalThis);
    const asked = (url: string) => page.evaluate((url) => lab.bridge(url), url);
    expect(await asked(await bridge(ground.origin))).toBe('Node 200');
    const other = 'https://other.example';
    expect(await asked(await bridge(other))).toMatch(/^not-answering/);
    // Without the header the message still goes nowhere: each of the two guards holds alone.
    expect(await asked(await bridge(other, unframed))).toMatch(/^not-answering/);
    expect(await asked(await bridge(other, opened)), 'the weak twin').toBe('Node 200');
  });

  test('is taken only from the frame that was made, at the address that was given', async ({ page }) => {
    const headers = {
      'content-type': 'text/html',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'cross-origin',
    };
    const forged = `<script>setInterval(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = ({ data }) =>
      port1.postMessage({ type: 'answer', id: data.id, status: 299, headers: [], body: null });
      parent.postMessage({ type: 'bridge', told: 'Forged' }, '*', [port2]); }, 50)</script>`;
    const attacker = await serve(() => new Response(forged, { headers }));
    const silent = await serve(() => new Response('', { headers }));
    await page.goto(ground.page({ standIn: 'http://127.0.0.1:1' }));
    await page.waitForFunction(() => 'lab' in globalThis);
    await page.evaluate((url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
    }, attacker);
    const heard = await page.evaluate(
      () =>
        new Promise<string>((resolve) =>
          addEventListener('message', ({ data }) => resolve(data.told), { once: true }),
        ),
    );
    expect(heard, 'the weak twin listens to anybody').toBe('Forged');
    expect(await page.evaluate((url) => lab.bridge(url), silent)).toMatch(/^not-answering/);
  });
});
