// The built site once more, at an address of its own, with the stand-in's address in the lab's frame-src. Its own server, because a
// page that a test fulfils itself counts as one from the network, which the browser keeps away from this machine.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Front {
  readonly origin: string;
  stop(): Promise<void>;
}

/** @param change what becomes of the lab's policy; @param without headers that the lab then lacks */
export async function frontOf(
  site: string,
  change: (policy: string) => string,
  without: readonly string[] = [],
): Promise<Front> {
  const http: Server = createServer(async (request, response) => {
    const { method = 'GET', headers: asked } = request;
    // Reports of violations are passed on as well, with the name of who sends them.
    const answer = await fetch(site + request.url, {
      method,
      redirect: 'manual',
      headers: { 'user-agent': asked['user-agent'] ?? '' },
      ...(method === 'POST' && { body: await text(request) }),
    });
    const headers = Object.fromEntries(answer.headers);
    delete headers['content-encoding'];
    delete headers['content-length'];
    const policy = headers['content-security-policy'];
    if (request.url?.startsWith('/lab/')) for (const name of without) delete headers[name];
    if (request.url?.startsWith('/lab/') && policy) headers['content-security-policy'] = change(policy);
    response.writeHead(answer.status, headers).end(new Uint8Array(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async stop() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
