// Every response that a tab receives while something is done to it, with its size on the wire, from Chromium itself.
import type { Page } from '@playwright/test';

export interface Transfer {
  readonly path: string;
  readonly kind: string;
  /** Headers and body, as transferred. */
  readonly bytes: number;
  /** The body alone, still compressed. */
  readonly body: number;
}

interface Open {
  path: string;
  kind: string;
  body: number;
}

export async function watched(tab: Page, doing: () => Promise<void>): Promise<Transfer[]> {
  const session = await tab.context().newCDPSession(tab);
  const open = new Map<string, Open>();
  const done: Transfer[] = [];
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    open.set(requestId, { path: new URL(response.url).pathname, kind: type, body: 0 });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = open.get(requestId);
    if (request)
      done.push({ path: request.path, kind: request.kind, bytes: encodedDataLength, body: request.body });
  });
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const request = open.get(requestId);
    if (request) request.body += encodedDataLength;
  });
  await session.send('Network.enable');
  await doing();
  await session.detach();
  return done;
}
