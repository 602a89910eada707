// A port for the app: node:http in front, web Request and Response behind (@hono/node-server builds them lazily, so a header
// that nobody reads costs nothing). Slow and malformed clients are cut here, before any of our code runs.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { answerHeaders } from '../answer-headers.ts';
import type { App } from '../app.ts';
import type { Peer } from '../gateway/gateway.ts';

export interface Listening {
  readonly port: number;
  /**
   * Stops taking connections, lets what runs finish, then cuts the rest. While it lasts every answer says
   * `Connection: close`, so that a load balancer's idle connections go away without losing a request.
   * @returns whether everything finished in time.
   */
  drain(milliseconds: number): Promise<boolean>;
}

/** Milliseconds and bytes; tests tighten them. */
export const cuts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  /** Longer than the load balancer's 60 s, so that it is never we who close a connection it is about to use. */
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
};

export async function listen(
  app: App,
  where: { host: string; port: number },
  limits: Partial<typeof cuts> = {},
): Promise<Listening> {
  let draining = false;
  const peers = new WeakMap<Socket, Peer>();
  const answer = getRequestListener(
    async (request, { incoming, outgoing }) => {
      // One pass over what the parser read; the library's own would first build a Headers object, at some 20 µs a request.
      request.headers.forEach = (each) => eachHeader((incoming as IncomingMessage).rawHeaders, each);
      const response = await app(request, peerOf(peers, (incoming as IncomingMessage).socket));
      if (draining) (outgoing as ServerResponse).setHeader('connection', 'close');
      return response;
    },
    { errorHandler: () => problem(400) },
  );
  // A request without a host is refused by the listener, in our form; node:http's own answer would have none of our headers.
  const server = createServer({ ...cuts, ...limits, requireHostHeader: false }, answer);
  server.maxHeadersCount = 100;
  server.on('clientError', refuseBytes);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(where.port, where.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async drain(milliseconds) {
      draining = true;
      // The plain socket server's close: it takes no more connections and leaves the idle ones, over which a request may be
      // on its way. The next answer on each says close; those that stay idle are closed a little later.
      const closed = new Promise<true>((resolve) =>
        NetServer.prototype.close.call(server, () => resolve(true)),
      );
      const sweep = setInterval(() => server.closeIdleConnections(), Math.min(500, milliseconds / 4));
      const inTime = await Promise.race([closed, after(milliseconds)]);
      clearInterval(sweep);
      server.closeAllConnections();
      server.close();
      return inTime;
    },
  };
}

/** As Headers.forEach: names in lower case, each once, repeated ones joined. */
function eachHeader(raw: readonly string[], each: (value: string, name: string, all: Headers) => void): void {
  const names: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = (raw[i] as string).toLowerCase();
    if (names.includes(name)) continue;
    names.push(name);
    let value = raw[i + 1] as string;
    for (let j = i + 2; j < raw.length; j += 2)
      if (raw[j]?.length === name.length && raw[j]?.toLowerCase() === name)
        value += `${name === 'cookie' ? '; ' : ', '}${raw[j + 1]}`;
    each(value, name, none);
  }
}

const none = new Headers();

function peerOf(peers: WeakMap<Socket, Peer>, socket: Socket): Peer {
  let peer = peers.get(socket);
  if (peer === undefined) {
    peer = { address: socket.remoteAddress ?? '', encrypted: 'encrypted' in socket };
    peers.set(socket, peer);
  }
  return peer;
}

const own = { ...answerHeaders, 'content-type': 'application/problem+json', connection: 'close' };
const ownLines = Object.entries(own)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

const problem = (status: number): Response =>
  new Response(
    `{"type":"/problems/malformed-request","title":"The request could not be read.","status":${status}}`,
    {
      status,
      headers: own,
    },
  );

/** Bytes that are not HTTP, or came too slowly, or too many headers: one answer, and the connection is gone. */
function refuseBytes(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  const body = `{"type":"/problems/malformed-request","title":"The request could not be read.","status":${Number.parseInt(status, 10)}}`;
  socket.end(`HTTP/1.1 ${status}\r\n${ownLines}content-length: ${body.length}\r\n\r\n${body}`);
}

const after = (milliseconds: number): Promise<false> =>
  new Promise((resolve) => setTimeout(() => resolve(false), milliseconds).unref());
