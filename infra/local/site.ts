// A folder as a function from a request to an answer: routing, headers, compression, validators. No sockets here. For benchmarks,
// whose yardsticks have no template; the site itself is served by edge.ts.
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { contentType, type Hashes, headersFor } from '../../src/headers.ts';
import type { Answer, Asked } from './asked.ts';
import { digest, filesIn } from './built.ts';

type Encoding = 'br' | 'gzip' | 'identity';

const compressed: Readonly<Record<Encoding, (body: Buffer) => Promise<Buffer>>> = {
  // What a CDN uses on the fly, so that sizes measured here are sizes met there.
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body) => promisify(gzip)(body, { level: 6 }),
  identity: async (body) => body,
};

const compressible = (type: string): boolean =>
  /^(text|application)\/|svg/.test(type) && !/octet-stream/.test(type);

/** @param built compressed by the build: it travels like that or as it is. */
function encodingFor(asked: Asked, file: string, size: number, built: boolean): Encoding {
  if (!built && (!compressible(contentType(file)) || size < 1000)) return 'identity';
  const accepted = String(asked.headers['accept-encoding'] ?? '');
  const known = built ? (['br'] as const) : (['br', 'gzip'] as const);
  return known.find((name) => new RegExp(`\\b${name}\\b(?!;q=0)`).test(accepted)) ?? 'identity';
}

function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/');
  } catch {
    return undefined;
  }
}

/**
 * Reads dist once: only what the build made can be answered, so no path leads out of it. A file with a `.br` beside it was
 * compressed by the build, better than on the fly: that is what travels, and `.br` is no address of its own.
 */
export function siteFrom(dist: string, hashes: Hashes): (asked: Asked) => Promise<Answer> {
  const files = new Map([...filesIn(dist)].map(([path, file]) => [path, readFileSync(file)]));
  const encoded = new Map<string, Promise<Buffer>>();
  const built = new Set<string>();
  for (const [path, body] of files) {
    const plain = path.replace(/\.br$/, '');
    if (plain === path || !files.has(plain)) continue;
    files.delete(path);
    built.add(plain);
    encoded.set(`br ${plain}`, Promise.resolve(body));
  }
  const tags = new Map([...files].map(([path, body]) => [path, digest('sha256', body).slice(7, 34)]));

  const encode = (file: string, body: Buffer, encoding: Encoding): Promise<Buffer> => {
    const key = `${encoding} ${file}`;
    const ready = encoded.get(key) ?? compressed[encoding](body);
    encoded.set(key, ready);
    return ready;
  };

  return async (asked) => {
    const path = pathOf(asked.url);
    const plain = (status: number, headers: Record<string, string>): Answer => ({
      status,
      headers: { ...headersFor(path ?? '/', 'plain.txt', hashes), ...headers },
      body: Buffer.from(`${status}\n`),
    });

    if (asked.method !== 'GET' && asked.method !== 'HEAD') return plain(405, { Allow: 'GET, HEAD' });

    const wanted = path?.endsWith('/') ? `${path}index.html` : path;
    if (path && !files.has(wanted ?? '') && files.has(`${path}/index.html`)) {
      const query = asked.url.includes('?') ? asked.url.slice(asked.url.indexOf('?')) : '';
      return plain(301, { Location: `${encodeURI(path)}/${query}` });
    }

    const found = wanted !== undefined && files.has(wanted);
    const file = found ? wanted : '/404.html';
    const body = files.get(file);
    if (!body) return plain(404, {});

    const encoding = encodingFor(asked, file, body.length, built.has(file));
    const tag = `W/"${tags.get(file)}"`;
    const headers = {
      ...headersFor(found ? (path ?? '/') : '/404.html', file, hashes),
      ETag: tag,
      Vary: 'Accept-Encoding',
    };
    if (found && asked.headers['if-none-match'] === tag)
      return { status: 304, headers, body: Buffer.alloc(0) };
    return {
      status: found ? 200 : 404,
      headers: encoding === 'identity' ? headers : { ...headers, 'Content-Encoding': encoding },
      body: await encode(file, body, encoding),
    };
  };
}
