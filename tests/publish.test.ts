// The real build as `npm run deploy` sees it: fit to be published, nothing that changes under a name kept for a year, and a smoke
// that finds nothing wrong at the edge of the template.
import { resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { edgeFrom } from '../infra/local/edge.ts';
import { type Build, readBuild } from '../infra/publish/build.ts';
import { isAsset } from '../infra/publish/places.ts';
import { planned } from '../infra/publish/plan.ts';
import { missingHashes, smoke } from '../infra/publish/smoke.ts';
import { synthesise, type Template } from '../infra/synth.ts';

let build: Build;
beforeAll(async () => {
  build = await readBuild(resolve('dist'), resolve('.cache/publish'));
}, 180_000);

it('keeps for a year only what has a hash in its name', () => {
  const assets = Object.keys(build.files).filter(isAsset);
  expect(assets.length).toBeGreaterThan(50);
  expect(assets.filter((path) => !/[.-][\w-]{8,16}\.\w+$/.test(path))).toEqual([]);
});

it('sends nothing that the CDN would have to compress and cannot', () => {
  const large = Object.entries(build.files).filter(
    ([path, { bytes, encoding }]) => bytes > 10_000_000 && !encoding && !path.endsWith('.zip'),
  );
  expect(large).toEqual([]);
  expect(build.files['/index.html']?.encoding).toBeUndefined();
});

it('has a plan', () => {
  const rules = { keep: 5, graceMs: 1, patienceMs: 0, width: 1 };
  expect(planned(build, undefined, rules, 0).join('\n')).toContain(`19700101T000000-${build.content}`);
});

it('is smoked without a fault at the edge of the template, and with one when the policy lacks a hash', async () => {
  const { templates } = await synthesise(['lavbytes-site']);
  const answer = edgeFrom(resolve('dist'), templates['lavbytes-site'] as Template);
  const origin = 'https://site.example';
  const asking: typeof fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    const asked = Object.fromEntries(new Headers(init?.headers));
    const { status, headers, body } = await answer({ method: 'GET', url: pathname, headers: asked });
    // As fetch hands it out.
    const plain = headers['Content-Encoding'] === 'br' ? brotliDecompressSync(body) : body;
    return new Response(new Uint8Array(plain), { status, headers });
  };
  const live = { origin, fetch: asking };
  const release = `20260101T000000-${build.content}`;
  const made = new Date(0).toISOString();
  const { scripts, styles } = build.hashes;
  const manifest = { release, previous: null, made, commit: null, files: { ...build.files } };
  const as = (more: readonly string[]) => ({
    ...manifest,
    hashes: { scripts: [...scripts, ...more], styles: [...styles] },
  });
  expect(await smoke(live, as([]), undefined)).toEqual([]);
  expect(await missingHashes(live, build.hashes)).toEqual([]);
  const unknown = as(['sha256-unknown=']);
  expect((await smoke(live, unknown, undefined)).join()).toContain("lacks script-src 'sha256-unknown='");
  expect(await missingHashes(live, unknown.hashes)).toHaveLength(1);
}, 300_000);
