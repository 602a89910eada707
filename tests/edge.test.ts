// HEAD-09: what a reader gets through the local edge, what the synthesised template says, and what src/headers.ts says, are the
// same byte for byte, on every page and every file.
import { beforeAll, describe, expect, it } from 'vitest';
import { filesIn } from '../infra/local/built.ts';
import { behaviourFor, readDistribution } from '../infra/local/edge/distribution.ts';
import { edgeFrom } from '../infra/local/edge.ts';
import { readHashes } from '../infra/local/serve.ts';
import { isAsset } from '../infra/site/layout.ts';
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
