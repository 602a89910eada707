// The lead endpoint of the local edge: the Lambda's handler in this process, opened at the first call. It is reached by its path, as
// a deployed function is by its address. Calls that it does not know go to the reference API, which stands beside the site here
// and does not in production.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { apiRequestHeaders } from '../site/api-headers.ts';
import type { LocalApi } from './api.ts';
import type { Answer, Asked } from './asked.ts';

/** From the top of the repository, where every script runs. */
const program = 'demos/reference-api/leads/lambda/local.ts';

type Call = (event: object) => Promise<{ statusCode: number; headers: Record<string, string>; body: string }>;

interface Opened {
  readonly answer: Call;
  readonly report: Call;
  /** The secret that the distribution adds to a report. */
  readonly distribution: string;
  listed(): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

export interface LocalLead {
  answer(asked: Asked): Promise<Answer>;
  /** What was accepted, newest first; nothing when nobody called. */
  listed(): Promise<readonly unknown[]>;
  stop(): Promise<void>;
}

export function localLead(env: Readonly<Record<string, string | undefined>> = process.env): LocalLead {
  let open: Promise<Opened> | undefined;
  return {
    async answer({ method, url, headers, body }) {
      const [rawPath = '/', rawQueryString = ''] = url.split('?');
      const reports = rawPath === reportsPath;
      if (!reports && !signed(headers, body)) return forbidden();
      open ??= import(pathToFileURL(resolve(program)).href).then(({ openLocal }) => openLocal(env));
      const { answer, report, distribution } = await open;
      const { statusCode, ...answered } = await (reports ? report : answer)({
        rawPath,
        rawQueryString,
        headers: reports
          ? { 'x-origin-secret': distribution }
          : { ...passedOn(headers), 'cloudfront-viewer-address': '127.0.0.1:40000' },
        requestContext: { http: { method } },
        ...(body !== undefined && body.length > 0 && { body: body.toString('base64') }),
        isBase64Encoded: true,
      });
      return { status: statusCode, headers: answered.headers, body: Buffer.from(answered.body) };
    },
    listed: async () => (open === undefined ? [] : (await open).listed()),
    stop: async () => (await open)?.close(),
  };
}

/** What the origin request policy lets through, in lower case. */
function passedOn(headers: Asked['headers']): Record<string, string> {
  const names = new Set(apiRequestHeaders.map((name) => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      names.has(name) && typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

/** CloudFront's signature covers a body by the SHA-256 that its sender says; Lambda refuses what does not match. */
function signed(headers: Asked['headers'], body: Buffer | undefined): boolean {
  if (body === undefined || body.length === 0) return true;
  return headers['x-amz-content-sha256'] === createHash('sha256').update(body).digest('hex');
}

const forbidden = (): Answer => ({
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"Message":"The request signature does not match its body."}'),
});

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

const reportsPath = '/api/reports';

/** What a browser says of a violated policy. */
export const isReport = (request: IncomingMessage): boolean => pathOf(request) === reportsPath;

export const isLead = (request: IncomingMessage): boolean =>
  isReport(request) ||
  pathOf(request) === '/api/v1/leads/challenge' ||
  (pathOf(request) === '/api/v1/leads' && request.method !== 'GET');

/** The first page of the internal list. */
export const isList = (request: IncomingMessage): boolean =>
  pathOf(request) === '/api/v1/leads' && request.method === 'GET' && !request.url?.includes('cursor=');

/** The reference API decides who may read; what the Lambda accepted here is put before what it has. */
export async function answerList(
  request: IncomingMessage,
  response: ServerResponse,
  api: LocalApi,
  lead: LocalLead,
): Promise<void> {
  const { authorization } = request.headers;
  const path = request.url?.slice('/api'.length) ?? '/';
  try {
    const reply = await fetch((await api.origin()) + path, {
      ...(authorization !== undefined && { headers: { authorization } }),
    });
    let body = await reply.text();
    if (reply.status === 200) {
      const list = JSON.parse(body);
      body = JSON.stringify({ ...list, leads: [...(await lead.listed()), ...list.leads] });
    }
    const headers = Object.fromEntries(reply.headers);
    delete headers['content-length'];
    response.writeHead(reply.status, headers).end(body);
  } catch {
    response.writeHead(502, { 'cache-control': 'no-store' }).end();
  }
}

/** More than any lead: the rest is not read. */
const most = 1_000_000;

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= most) parts.push(part);
  }
  return Buffer.concat(parts);
}
