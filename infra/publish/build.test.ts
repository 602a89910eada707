// What is looked at before anything is uploaded, what travels compressed, and what a plan says.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { headersFor } from '../../src/headers.ts';
import { readBuild } from './build.ts';
import { garbage } from './garbage.ts';
import type { Manifest } from './manifest.ts';
import { contentOf, isAsset, keyOf, manifestKey, releaseId, timeOf } from './places.ts';
import { planned } from './plan.ts';
import { headerFaults, policyFaults } from './smoke.ts';
import { writeSite } from './test/small-build.ts';

const folder = mkdtempSync(join(tmpdir(), 'lavbytes-build-'));
afterAll(() => rmSync(folder, { recursive: true }));
const rules = { keep: 5, graceMs: 7 * 86_400_000, patienceMs: 0, width: 4 };

describe('places', () => {
  it.each([
    ['/_astro/a.1b.js', '_astro/a.1b.js'],
    ['/runtime/pglite.5256d9ac379f6313.wasm', 'runtime/pglite.5256d9ac379f6313.wasm'],
    ['/fonts/hanken-8ff36386.woff2', 'fonts/hanken-8ff36386.woff2'],
    ['/runtime/manifest.json', 'releases/R/runtime/manifest.json'],
    ['/runtime/recorded/change.json', 'releases/R/runtime/recorded/change.json'],
    ['/start/index.html', 'releases/R/start/index.html'],
    ['/pagefind/pagefind.js', 'releases/R/pagefind/pagefind.js'],
    ['/favicon.svg', 'releases/R/favicon.svg'],
  ])('%s lies at %s', (path, key) => expect(keyOf(path, 'R')).toBe(key));

  it('a release says when and what', () => {
    const id = releaseId(Date.UTC(2026, 10, 23, 4, 5, 6), '0123456789ab');
    expect(id).toBe('20261123T040506-0123456789ab');
    expect([contentOf(id), timeOf(id)]).toEqual(['0123456789ab', Date.UTC(2026, 10, 23, 4, 5, 6)]);
    expect(contentOf('../../etc')).toBeUndefined();
  });
});

describe('a build', () => {
  it.each([
    [
      'a page that asks for what is not there',
      '_astro/gone.css',
      (dist: string) => {
        writeFileSync(
          join(dist, 'index.html'),
          '<!doctype html><link rel="stylesheet" href="/_astro/gone.css">',
        );
      },
    ],
    [
      'inline code that came later',
      'something changed since',
      (dist: string) => {
        writeFileSync(join(dist, 'start/index.html'), '<!doctype html><script>steal()</script>');
      },
    ],
    [
      'a source map',
      '/_astro/a.js.map does not belong',
      (dist: string) => {
        writeFileSync(join(dist, '_astro/a.js.map'), '{}');
      },
    ],
    [
      'a file of settings',
      '/.env does not belong',
      (dist: string) => {
        writeFileSync(join(dist, '.env'), 'A=b');
      },
    ],
    ['no page for errors', '/404.html is missing', (dist: string) => rmSync(join(dist, '404.html'))],
  ])('is refused with %s', async (_, why, spoil) => {
    const dist = writeSite(folder, 'spoilt');
    spoil(dist);
    await expect(readBuild(dist, folder)).rejects.toMatchObject({
      message: 'The build is not fit to be published. Nothing was uploaded.',
      why: expect.stringContaining(why),
    });
  });

  it('is refused with a compressed file that is not the file beside it', async () => {
    const dist = writeSite(folder, 'squeezed');
    writeFileSync(join(dist, '_astro/other.1a.wasm'), 'x'.repeat(5000));
    writeFileSync(join(dist, '_astro/other.1a.wasm.br'), 'y');
    await expect(readBuild(dist, folder)).rejects.toThrow('/_astro/other.1a.wasm.br is not');
  });

  it('compresses large assets that the build did not, once, and pages never', async () => {
    const dist = writeSite(folder, 'large');
    const large = 'large data '.repeat(120_000);
    writeFileSync(join(dist, '_astro/data.1a2b.data'), large);
    writeFileSync(join(dist, 'large.json'), JSON.stringify(large));
    const seen: string[] = [];
    const build = await readBuild(dist, join(folder, 'kept'), (path) => seen.push(path));
    expect(build.files['/_astro/data.1a2b.data']).toMatchObject({
      encoding: 'br',
      plain: { bytes: large.length },
    });
    expect(brotliDecompressSync(build.body('/_astro/data.1a2b.data')).toString()).toBe(large);
    expect(build.files['/large.json']?.encoding).toBeUndefined();
    expect(seen).toEqual(['/_astro/data.1a2b.data']);
    const again = await readBuild(dist, join(folder, 'kept'));
    expect(again).toMatchObject({ content: build.content, files: build.files });
  });

  it('is planned without an account', async () => {
    const build = await readBuild(writeSite(folder, 'planned'), folder);
    const lines = planned(build, undefined, rules, Date.UTC(2026, 0, 1)).join('\n');
    expect(lines).toContain('assets   3 files');
    expect(lines).toContain('pages    5 files');
    expect(lines).toContain(`pointer  what is served (not known here) → 20260101T000000-${build.content}`);
  });
});

describe('the smoke’s eyes', () => {
  const hashes = { scripts: ['sha256-a='], styles: [] };
  const wanted = headersFor('/', '/index.html', hashes);
  const policy = wanted['Content-Security-Policy'] ?? '';
  it('see every header, and every source of the policy', () => {
    const faults = (change: Record<string, string | undefined>) => {
      const headers = new Headers();
      for (const [name, value] of Object.entries({ ...wanted, ...change }))
        if (value) headers.set(name, value);
      return headerFaults(new Response('', { headers }), '/', '/index.html', hashes);
    };
    expect(faults({})).toEqual([]);
    for (const name of Object.keys(wanted)) expect(faults({ [name]: undefined })).not.toEqual([]);
    expect(faults({ 'Content-Type': 'text/html' })).toHaveLength(1);
  });

  it('allow hashes of other releases in the policy and nothing else', () => {
    expect(policyFaults(policy.replace("'sha256-a='", "'sha256-a=' 'sha256-b='"), policy)).toEqual([]);
    for (const worse of ["'unsafe-inline'", 'https://cdn.example', 'data:'])
      expect(policyFaults(policy.replace("'sha256-a='", `'sha256-a=' ${worse}`), policy)).toHaveLength(1);
    expect(policyFaults(policy.replace("'sha256-a='", "'sha256-b='"), policy)).toHaveLength(1);
    expect(policyFaults(policy.replace("base-uri 'none'; ", ''), policy)).toHaveLength(1);
    expect(policyFaults(`${policy}; object-src *`, policy)).toHaveLength(1);
  });
});

describe('garbage', () => {
  const id = (n: number): string => `2026010${n}T000000-00000000000${n}`;
  const manifest = (n: number, asset: string, previous?: number): Manifest => ({
    release: id(n),
    previous: previous === undefined ? null : id(previous),
    made: '2026-01-01T00:00:00Z',
    commit: null,
    hashes: { scripts: [], styles: [] },
    files: { [`/_astro/${asset}`]: { sha256: '0'.repeat(64), bytes: 1, type: 'text/css' } },
  });
  const manifests = new Map([1, 2, 3, 4].map((n) => [id(n), manifest(n, `only-${n}.css`, n - 1)]));
  const old = { bytes: 1, modified: 0 };
  const there = new Map([
    ...[...manifests.keys()].flatMap((release) => [
      [manifestKey(release), old] as const,
      [`releases/${release}/index.html`, old] as const,
    ]),
    ...[1, 2, 3, 4, 5].map((n) => [`_astro/only-${n}.css`, old] as const),
    ['_astro/young.css', { bytes: 1, modified: 95 }] as const,
    [`releases/${id(9)}/index.html`, { bytes: 1, modified: 95 }] as const,
    ['404.html', old] as const,
    ['somebody-elses.txt', old] as const,
  ]);
  const held = { there, manifests, current: id(4), alsoKept: [], keep: 2, graceMs: 10, now: 100 };

  it('is what no kept release asks for; what is young or not ours stays', () => {
    expect(garbage(held)).toEqual({
      releases: [1, 2].flatMap((n) => [manifestKey(id(n)), `releases/${id(n)}/index.html`]),
      assets: ['_astro/only-1.css', '_astro/only-2.css', '_astro/only-5.css'],
    });
  });

  it('is never what is served, what a rollback goes to, or what the error page asks for', () => {
    const kept = garbage({ ...held, current: id(2), alsoKept: [] });
    expect(kept).toEqual({ releases: [], assets: ['_astro/only-5.css'] });
    expect(garbage({ ...held, alsoKept: [id(1)] }).assets).not.toContain('_astro/only-1.css');
  });

  it('an unfinished release goes when nobody can be at it any more', () => {
    expect(garbage({ ...held, now: 200 }).releases).toContain(`releases/${id(9)}/index.html`);
    expect(isAsset('/_astro/young.css') && garbage({ ...held, now: 200 }).assets).toContain(
      '_astro/young.css',
    );
  });
});
