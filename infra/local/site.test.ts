import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { siteFrom } from './site.ts';

const folder = mkdtempSync(join(tmpdir(), 'lavbytes-site-'));
const dist = join(folder, 'dist');
const long = `<!doctype html><title>Security</title>${'<p>words'.repeat(500)}`;
const files: Record<string, string> = {
  'index.html': '<!doctype html><title>Home</title>',
  'security/index.html': long,
  'security.md': '# Security',
  '404.html': '<!doctype html><title>Not here</title>',
  '_astro/start.1a.js': 'export {};',
  'runtime/manifest.json': '{}',
  'runtime/image.1a.tar': 'image '.repeat(500),
  'runtime/lonely.br': 'nothing beside it',
};
for (const [name, content] of Object.entries(files)) {
  mkdirSync(join(dist, name, '..'), { recursive: true });
  writeFileSync(join(dist, name), content);
}
const small = brotliCompressSync('image '.repeat(500));
writeFileSync(join(dist, 'runtime/image.1a.tar.br'), small);
writeFileSync(join(folder, 'secret.txt'), 'outside');
afterAll(() => rmSync(folder, { recursive: true }));

const answer = siteFrom(dist, { scripts: [], styles: [] });
const get = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  answer({ method, url, headers });

describe('the preview server', () => {
  it('answers pages by their folder', async () => {
    const page = await get('/security/?from=mail');
    expect([page.status, page.headers['Content-Type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.body.toString()).toBe(long);
    expect((await get('/')).status).toBe(200);
    expect((await get('/security.md')).headers['Content-Type']).toBe('text/markdown; charset=utf-8');
  });

  it('adds a missing last slash, keeps the query, and never leaves the site', async () => {
    const moved = await get('/security?a=1');
    expect([moved.status, moved.headers['Location']]).toEqual([301, '/security/?a=1']);
    expect(moved.headers['Strict-Transport-Security']).toContain('max-age=');
    expect((await get('//security')).status).toBe(404);
    expect((await get('//example.com/')).status).toBe(404);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/_astro/../../secret.txt',
    '/%',
    '/%00',
  ])('finds nothing at %s', async (url) => {
    const answered = await get(url);
    expect(answered.status).toBe(404);
    expect(answered.body.toString()).toContain('Not here');
  });

  it('gives a missing script the page it shows, not the script rules or a year in the cache', async () => {
    const { status, headers } = await get('/_astro/gone.js');
    expect([status, headers['Content-Type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(headers['Cache-Control']).toContain('must-revalidate');
  });

  it('sends what the build compressed as it is, to whoever takes it', async () => {
    const image = await get('/runtime/image.1a.tar', { 'accept-encoding': 'gzip, br' });
    expect(image.headers).toMatchObject({
      'Content-Encoding': 'br',
      'Content-Type': 'application/octet-stream',
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
    expect(image.body.equals(small)).toBe(true);
    const plain = await get('/runtime/image.1a.tar', { 'accept-encoding': 'gzip' });
    expect(plain.headers['Content-Encoding']).toBeUndefined();
    expect(plain.body.toString()).toBe('image '.repeat(500));
    expect((await get('/runtime/image.1a.tar.br')).status).toBe(404);
    expect((await get('/runtime/lonely.br')).status).toBe(200);
    expect((await get('/runtime/manifest.json')).headers['Cache-Control']).toContain('must-revalidate');
  });

  it('compresses what gains by it', async () => {
    const br = await get('/security/', { 'accept-encoding': 'gzip, deflate, br' });
    expect(br.headers['Content-Encoding']).toBe('br');
    expect(brotliDecompressSync(br.body).toString()).toBe(long);
    const gzip = await get('/security/', { 'accept-encoding': 'gzip' });
    expect(gunzipSync(gzip.body).toString()).toBe(long);
    expect((await get('/', { 'accept-encoding': 'br' })).headers['Content-Encoding']).toBeUndefined();
  });

  it('answers 304 to the tag it gave, with the same headers', async () => {
    const first = await get('/security/');
    const again = await get('/security/', { 'if-none-match': first.headers['ETag'] ?? '' });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect(again.headers['Content-Security-Policy']).toBe(first.headers['Content-Security-Policy']);
  });

  it('refuses to be written to', async () => {
    const refused = await get('/', {}, 'POST');
    expect([refused.status, refused.headers['Allow']]).toEqual([405, 'GET, HEAD']);
    expect(refused.headers['X-Content-Type-Options']).toBe('nosniff');
  });
});
