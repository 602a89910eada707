// HEAD-02 and HEAD-03: what the preview server sends for every file of dist, and that nothing inline is unknown to it.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn, hashesFile, hashesOf } from '../infra/local/built.ts';
import { readHashes, serve } from '../infra/local/serve.ts';
import { contentType, type Hashes, labPolicy, pagePolicy, scriptPolicy } from '../src/headers.ts';
import { dist } from './pages.ts';

let site: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  site = await serve(dist, 0);
});
afterAll(() => {
  site.server.closeAllConnections();
  site.server.close();
});

const get = (path: string, init: RequestInit = {}) =>
  fetch(site.origin + path, { redirect: 'manual', ...init });

const always = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
};

function expectHardened(response: Response, policy: string): void {
  expect(Object.fromEntries(response.headers)).toMatchObject({
    ...always,
    'content-security-policy': policy,
    'permissions-policy': expect.stringContaining('camera=()'),
  });
}

describe('every response', () => {
  it('for every file of dist carries its policy, its type with charset, and the rest', async () => {
    const page = pagePolicy(readHashes(dist));
    for (const path of filesIn(dist).keys()) {
      const response = await get(encodeURI(path));
      if (path.endsWith('.br')) {
        // The compressed form of the file beside it, and no address.
        expect([path, response.status]).toEqual([path, 404]);
        continue;
      }
      expect([path, response.status]).toEqual([path, 200]);
      const lab = path.startsWith('/lab/') ? labPolicy(readHashes(dist)) : page;
      expectHardened(response, path.endsWith('.js') ? scriptPolicy : lab);
      const type = response.headers.get('content-type');
      expect(type).toBe(contentType(path));
      if (/^text|json|xml|javascript|manifest|svg/.test(type ?? '')) expect(type).toMatch(/; charset=utf-8$/);
      await response.arrayBuffer();
    }
  });

  it('that is missing, moved, unchanged or refused is hardened too', async () => {
    const page = pagePolicy(readHashes(dist));
    const tag = (await get('/')).headers.get('etag') ?? '';
    const answers = [
      [404, await get('/no-such-page/')],
      [301, await get('/security')],
      [304, await get('/', { headers: { 'if-none-match': tag } })],
      [405, await get('/', { method: 'DELETE' })],
      [200, await get('/', { method: 'HEAD' })],
    ] as const;
    for (const [status, response] of answers) {
      expect(response.status).toBe(status);
      expectHardened(response, page);
    }
    // A CDN adds the headers of the path that was asked for, whatever is served; how long it is kept is said by what is served.
    const missing = await get('/_astro/no-such-script.js');
    expect(missing.status).toBe(404);
    expectHardened(missing, scriptPolicy);
    expect(missing.headers.get('cache-control')).toContain('must-revalidate');
  });
});

describe('the policy', () => {
  it.each([
    ['pages', () => pagePolicy(readHashes(dist))],
    ['the lab', () => labPolicy(readHashes(dist))],
    ['scripts', () => scriptPolicy],
  ])('of %s has nothing high or medium against it', (_of, policy) => {
    const findings = new CspEvaluator(new CspParser(policy()).csp).evaluate();
    expect(findings.filter(({ severity }) => severity <= Severity.HIGH_MAYBE)).toEqual([]);
  });

  it('knows few inline pieces, because a header has to hold their hashes', () => {
    // Scripts: the theme, the import map, the import after load; on pages with a demo what sees the first touch of it.
    // Styles: every page's, the diagrams', the landing page's, Mermaid's, the islands', the ledger's, the receipts', the evidence
    // pack's; those of the form, its links, its list and the privacy page, which are short.
    const { scripts, styles } = readHashes(dist);
    expect([scripts.length, styles.length]).toEqual([4, 12]);
  });

  it('covers all inline code in dist, and would not cover code slipped in after the build', () => {
    expect(uncovered(dist, readHashes(dist))).toEqual([]);

    const folder = mkdtempSync(join(tmpdir(), 'lavbytes-planted-'));
    const copy = join(folder, 'dist');
    cpSync(dist, copy, { recursive: true });
    cpSync(join(hashesFile(dist), '..'), join(folder, '.cache'), { recursive: true });
    const page = join(copy, 'index.html');
    const planted = '<script>alert(1)</script><style>body{display:none}</style></body>';
    writeFileSync(page, readFileSync(page, 'utf8').replace('</body>', planted));
    expect(uncovered(copy, readHashes(copy))).toHaveLength(2);
    rmSync(folder, { recursive: true });
  });
});

function uncovered(folder: string, known: Hashes): string[] {
  const found = hashesOf(folder);
  return [
    ...found.scripts.filter((hash) => !known.scripts.includes(hash)),
    ...found.styles.filter((hash) => !known.styles.includes(hash)),
  ];
}
