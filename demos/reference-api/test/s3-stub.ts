// As much of S3 as the object store needs, on a loopback port: conditional put, get, list in pages of two.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3Stub {
  readonly endpoint: string;
  readonly objects: ReadonlyMap<string, Buffer>;
  close(): Promise<void>;
}

export async function s3Stub({ honoursIfNoneMatch }: { honoursIfNoneMatch: boolean }): Promise<S3Stub> {
  const objects = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://s3');
    const [, , ...rest] = url.pathname.split('/');
    const key = decodeURIComponent(rest.join('/'));
    const fail = (status: number, code: string) =>
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<Error><Code>${code}</Code></Error>`);

    if (request.method === 'PUT') {
      const body = await bodyOf(request);
      if (honoursIfNoneMatch && request.headers['if-none-match'] === '*' && objects.has(key))
        return fail(412, 'PreconditionFailed');
      objects.set(key, body);
      return response.writeHead(200, { etag: '"x"' }).end();
    }
    if (key !== '') {
      const object = objects.get(key);
      return object === undefined ? fail(404, 'NoSuchKey') : response.writeHead(200).end(object);
    }
    const after = url.searchParams.get('continuation-token') ?? '';
    const keys = [...objects.keys()]
      .filter((one) => one.startsWith(url.searchParams.get('prefix') ?? '') && one > after)
      .sort();
    const page = keys.slice(0, 2);
    const more = keys.length > 2 ? `<NextContinuationToken>${page[1]}</NextContinuationToken>` : '';
    return response
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(
        `<ListBucketResult>${more}${page.map((one) => `<Contents><Key>${one}</Key></Contents>`).join('')}</ListBucketResult>`,
      );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

/** The client may send its body in chunks that carry a checksum after them (aws-chunked). */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  if (!String(request.headers['content-encoding']).includes('aws-chunked')) return raw;
  const size = Number.parseInt(raw.subarray(0, raw.indexOf('\r\n')).toString(), 16);
  const from = raw.indexOf('\r\n') + 2;
  return raw.subarray(from, from + size);
}
