// Serves a built folder as the preview server does (brotli, production headers), for us and for the yardsticks.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hashesOf } from '../../infra/local/built.ts';
import { siteFrom } from '../../infra/local/site.ts';

export interface Serving {
  readonly origin: string;
  close(): void;
}

/** `ours`: with the content security policy. Starlight could not run under it, so no yardstick is sent one. */
export async function serving(folder: string, policy: 'ours' | 'none'): Promise<Serving> {
  const answer = siteFrom(folder, hashesOf(folder));
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    request.resume();
    const { status, headers: sent, body } = await answer({ method, url, headers });
    for (const [name, value] of Object.entries(sent)) {
      if (policy === 'ours' || !name.toLowerCase().startsWith('content-security'))
        response.setHeader(name, value);
    }
    response.writeHead(status, { 'Content-Length': String(body.length) });
    response.end(method === 'HEAD' || status === 304 ? undefined : body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
