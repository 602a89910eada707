// A cloud on this machine: the S3 emulator and the key-value store behind a gate that can hold any write, and the site as a
// reader meets it, read through the pointer.

import { request as ask, createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudFrontKeyValueStoreClient } from '@aws-sdk/client-cloudfront-keyvaluestore';
import { S3Client } from '@aws-sdk/client-s3';
import { createLocalhostHandler, startFauxqs } from 'fauxqs';
import { type Hashes, headersFor } from '../../../src/headers.ts';
import { bucketOf } from '../bucket.ts';
import type { Cloud } from '../cloud.ts';
import { errorPage, keyOf } from '../places.ts';
import { pointerKey, pointerOf } from '../pointer.ts';
import { KeyValueStore } from './key-value-store.ts';

export const bucketName = 'site';
export const storeArn = 'arn:aws:cloudfront::123456789012:key-value-store/0f0f0f0f-releases';
export const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** A write that was stopped on its way; `release` lets it through. */
export interface Held {
  readonly what: string;
  readonly release: () => void;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
}

async function textOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

export async function startCloud() {
  const s3 = await startFauxqs({ port: 0, logger: false });
  const store = new KeyValueStore();
  const seen: string[] = [];
  let stopAt:
    | { readonly fits: (what: string, number: number) => boolean; readonly told: (held: Held) => void }
    | undefined;
  /** Everything that reached a store, so that "nothing was written" can be said. */
  const gate = async (what: string): Promise<void> => {
    seen.push(what);
    const stop = stopAt;
    if (!stop?.fits(what, seen.length)) return;
    stopAt = undefined;
    await new Promise<void>((release) => stop.told({ what, release }));
  };
  const isWrite = ({ method }: IncomingMessage): boolean => method !== 'GET' && method !== 'HEAD';

  const front = createServer(async (request, response) => {
    const body = await textOf(request);
    if (isWrite(request)) await gate(`${request.method} ${request.url?.split('?')[0]}`);
    if (request.socket.destroyed) return;
    const { method, url: path, headers } = request;
    const onward = ask({ port: s3.port, host: '127.0.0.1', method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end(body);
  });
  const values = createServer(async (request, response) => {
    const body = await textOf(request);
    if (isWrite(request)) await gate(`POINTER ${body}`);
    if (!request.socket.destroyed) await store.answer(request, response, body.toString());
  });
  const s3Port = await listen(front);
  const valuesPort = await listen(values);
  const direct = new S3Client({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${s3.port}`,
    credentials,
    forcePathStyle: true,
  });
  const lying = bucketOf(direct, bucketName);

  let policy: Hashes = { scripts: [], styles: [] };
  let broken: (path: string, release: string | undefined) => boolean = () => false;
  const live = createServer(async (request, response): Promise<unknown> => {
    const path = request.url?.split('?')[0] ?? '/';
    const release = store.keys.get(pointerKey);
    const send = (
      status: number,
      name: string,
      file: string,
      body: Buffer,
      more: Record<string, string> = {},
    ) => response.writeHead(status, { ...headersFor(name, file, policy), ...more }).end(body);
    if (release === undefined || broken(path, release)) return send(503, path, 'a.txt', Buffer.from('none'));
    if (!/\.\w+$|\/$|nothing-is-here/.test(path))
      return send(301, path, 'a.txt', Buffer.alloc(0), { Location: `${path}/` });
    const file = path.endsWith('/') ? `${path}index.html` : path;
    const key = keyOf(file, release);
    const found = await read(key);
    if (!found) return send(404, errorPage, errorPage, (await read('404.html'))?.body ?? Buffer.alloc(0));
    return send(200, path, file, found.body, found.encoding ? { 'Content-Encoding': found.encoding } : {});
  });
  const livePort = await listen(live);

  const read = (key: string) => fetchObject(s3.port, key);

  const origin = `http://127.0.0.1:${livePort}`;
  return {
    s3,
    store,
    seen,
    origin,
    lying,
    s3Endpoint: `http://127.0.0.1:${s3Port}`,
    storeEndpoint: `http://localhost:${valuesPort}`,
    /** Empty again: no objects, no pointer, nothing seen. */
    empty() {
      s3.createBucket(bucketName);
      s3.emptyBucket(bucketName);
      store.keys.clear();
      store.written = [];
      seen.length = 0;
      stopAt = undefined;
      broken = () => false;
    },
    allow(hashes: readonly Hashes[]) {
      policy = {
        scripts: hashes.flatMap(({ scripts }) => scripts),
        styles: hashes.flatMap(({ styles }) => styles),
      };
    },
    breakWhere(where: typeof broken) {
      broken = where;
    },
    /** Holds the first write that fits; resolves when it is held. */
    hold: (fits: (what: string, number: number) => boolean): Promise<Held> =>
      new Promise((told) => {
        stopAt = { fits, told };
      }),
    /** As the commands see it, with the real clients. */
    cloud(said: string[] = [], now: () => number = () => Date.now()): Cloud {
      const client = { region: 'us-east-1', credentials, maxAttempts: 2 };
      const kvs = new CloudFrontKeyValueStoreClient({
        ...client,
        endpoint: `http://localhost:${valuesPort}`,
        requestHandler: createLocalhostHandler(),
      });
      return {
        bucket: bucketOf(new S3Client({ ...client, endpoint: `http://127.0.0.1:${s3Port}` }), bucketName),
        pointer: pointerOf(kvs, storeArn),
        live: { origin, fetch },
        now,
        wait: async () => {},
        say: (line) => said.push(line),
      };
    },
    async stop() {
      for (const server of [front, values, live]) {
        server.closeAllConnections();
        server.close();
      }
      await s3.stop();
    },
  };
}

export type TestCloud = Awaited<ReturnType<typeof startCloud>>;

function fetchObject(
  port: number,
  key: string,
): Promise<{ body: Buffer; encoding: string | undefined } | undefined> {
  return new Promise((resolve, reject) => {
    ask({ port, host: '127.0.0.1', path: `/${bucketName}/${key}` }, async (answer) => {
      const body = await textOf(answer);
      resolve(answer.statusCode === 200 ? { body, encoding: answer.headers['content-encoding'] } : undefined);
    })
      .on('error', reject)
      .end();
  });
}
