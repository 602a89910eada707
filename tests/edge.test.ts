// HEAD-09: what a reader gets through the local edge, what the synthesised template says, and what src/headers.ts says, are the
// same byte for byte, on every page and every file.
import { beforeAll, describe, expect, it } from 'vitest';
import { answerHeaders } from '../demos/reference-api/answer-headers.ts';
import { filesIn } from '../infra/local/built.ts';
import { codingFor } from '../infra/local/edge/compress.ts';
import { behaviourFor, readDistribution } from '../infra/local/edge/distribution.ts';
import { edgeFrom } from '../infra/local/edge.ts';
import { readHashes } from '../infra/local/serve.ts';
import { isAsset } from '../infra/publish/places.ts';
import { synthesise, type Template } from '../infra/synth.ts';
import { headersFor } from '../src/headers.ts';
import { dist, pages } from './pages.ts';

let template: Template;
beforeAll(async () => {
  template = (await synthesise(['lavbytes-site'])).templates['lavbytes-site'] as Template;
});

const hashes = readHashes(dist);
const paths = [
  ...pages(),
  ...[...filesIn(dist).keys()].filter(
    (path, _, all) => !path.endsWith('.br') || !all.includes(path.slice(0, -3)),
  ),
];
const fileOf = (path: string): string => (path.endsWith('/') ? `${path}index.html` : path);

/** Paths at which what is answered differs from what the rules say, with the headers that do. */
async function differences(from: Template): Promise<string[]> {
  const ask = edgeFrom(dist, from);
  const found: string[] = [];
  for (const path of paths) {
    const { status, headers } = await ask({ method: 'GET', url: encodeURI(path), headers: {} });
    const { ETag: _, Vary: __, 'Content-Encoding': ___, ...sent } = headers;
    const wanted = headersFor(path, fileOf(path), hashes);
    for (const name of new Set([...Object.keys(sent), ...Object.keys(wanted)]))
      if (sent[name] !== wanted[name]) found.push(`${path}: ${name}`);
    if (status !== 200) found.push(`${path}: ${status}`);
  }
  return found;
}

/** What an object carries itself; the rest is the template's. */
const ofTheObject = new Set(['Content-Type', 'Cache-Control']);

describe('the edge of the template', () => {
  it('sends what src/headers.ts says, for every page and file', async () => {
    expect(paths.length).toBeGreaterThan(100);
    expect(await differences(template)).toEqual([]);
  });

  it('says itself what src/headers.ts says: each header but those of the object, replacing what the origin sends', () => {
    const { behaviours } = readDistribution(template);
    for (const path of paths) {
      const behaviour = behaviourFor(behaviours, path);
      const wanted = Object.entries(headersFor(path, fileOf(path), hashes));
      expect(Object.fromEntries(behaviour.headers.map(({ name, value }) => [name, value])), path).toEqual(
        Object.fromEntries(wanted.filter(([name]) => !ofTheObject.has(name))),
      );
      expect(behaviour.headers.every(({ override }) => override)).toBe(true);
      // What lies inside a release is found by the function, and what lies at the root is not sent there.
      expect([path, behaviour.code === undefined]).toEqual([path, isAsset(path) || path === '/404.html']);
    }
  });

  it.each([
    ['a word of the policy', "'wasm-unsafe-eval'", "'unsafe-eval'"],
    ["the policy's frame-ancestors", "frame-ancestors 'none'", "frame-ancestors 'self'"],
    ['the age of HSTS', '"AccessControlMaxAgeSec":63072000', '"AccessControlMaxAgeSec":63072001'],
    ['a permission', 'camera=(), ', ''],
    ['the isolation of the lab', '"PathPattern":"/lab/*"', '"PathPattern":"/lob/*"'],
    ['the order of two behaviours', '"PathPattern":"/_astro/*.js"', '"PathPattern":"/-"'],
    ['a header that the origin may replace', '"Override":true', '"Override":false'],
    ['nosniff', '"ContentTypeOptions":{"Override":true},', ''],
  ])('control: %s changed in the template alone is noticed', async (_of, from, to) => {
    const text = JSON.stringify(template);
    const changed = text.replaceAll(from, to);
    expect(changed).not.toBe(text);
    const planted = JSON.parse(changed) as Template;
    const noticed =
      from === '"Override":true'
        ? readDistribution(planted).behaviours.some(({ headers }) =>
            headers.some(({ override }) => !override),
          )
        : (await differences(planted)).length > 0;
    expect(noticed).toBe(true);
  });
});

describe('what is not a page', () => {
  const json = (status: number) => async () => ({
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    body: Buffer.from('{"title":"This call comes from another site."}'),
  });
  const call = { method: 'POST', url: '/api/v1/leads', headers: {}, body: Buffer.from('{}') };
  const told = (from: Template) => edgeFrom(dist, from, { api: json(403) })(call);

  it('a refusal of the lead endpoint arrives in its own words, with the headers of the service', async () => {
    const { status, headers, body } = await told(template);
    expect([status, String(body)]).toEqual([403, '{"title":"This call comes from another site."}']);
    const lower = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(lower).toEqual({ ...answerHeaders, 'content-type': 'application/problem+json' });
    // Control: a page for 403, as many distributions in front of S3 have it, eats what the form has to say.
    const eats = JSON.parse(
      JSON.stringify(template).replace('"ErrorCode":404', '"ErrorCode":403'),
    ) as Template;
    expect(String((await told(eats)).body).slice(0, 9)).toBe('<!DOCTYPE');
  });

  it('what the Lambda service answers when the function cannot run is hardened as the service is', async () => {
    const ask = edgeFrom(dist, template, {
      api: async () => ({ status: 502, headers: {}, body: Buffer.from('Internal Server Error') }),
    });
    const { headers } = await ask(call);
    expect(
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    ).toEqual(answerHeaders);
  });

  it('without a pointer a page is 503 with the headers of a page, and what lies at the root is served', async () => {
    const ask = edgeFrom(dist, template, { current: () => Promise.reject(new Error('down')) });
    const page = await ask({ method: 'GET', url: '/', headers: {} });
    expect(page).toMatchObject({ status: 503, headers: { 'cache-control': 'no-store', 'retry-after': '5' } });
    expect(page.headers['strict-transport-security']).toBe(
      headersFor('/', '/', hashes)['Strict-Transport-Security'],
    );
    const asset = paths.find((path) => path.startsWith('/_astro/')) ?? '';
    expect((await ask({ method: 'GET', url: asset, headers: {} })).status).toBe(200);
  });

  it('large assets travel as they lie, compressed; the rest is compressed between 1,000 and 10,000,000 bytes', async () => {
    const ask = edgeFrom(dist, template);
    const coding = async (url: string, accepted: string) =>
      (await ask({ method: 'GET', url, headers: { 'accept-encoding': accepted } })).headers[
        'Content-Encoding'
      ];
    const image = paths.find((path) => path.endsWith('.tar')) ?? '';
    expect([await coding(image, 'gzip, br'), await coding(image, 'gzip')]).toEqual(['br', undefined]);
    expect([await coding('/', 'gzip, br'), await coding('/', 'gzip'), await coding('/', 'br;q=0')]).toEqual([
      'br',
      'gzip',
      undefined,
    ]);
    expect(codingFor('text/html; charset=utf-8', 999, 'br')).toBeUndefined();
    expect(codingFor('text/html; charset=utf-8', 1_000, 'br')).toBe('br');
    expect(codingFor('application/wasm', 10_000_001, 'br')).toBeUndefined();
    expect(codingFor('application/zip', 5_000, 'br')).toBeUndefined();
  });
});
