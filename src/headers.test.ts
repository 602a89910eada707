import { describe, expect, it } from 'vitest';
import { contentType, fits, headersFor, labPolicy, pagePolicy, scriptPolicy } from './headers.ts';

const hashes = { scripts: ['sha256-one'], styles: ['sha256-two'] };

const directives = (policy: string): Map<string, string[]> =>
  new Map(
    policy.split('; ').map((part) => {
      const [name = '', ...sources] = part.split(' ');
      return [name, sources];
    }),
  );

describe('the policies', () => {
  it('allow inline code by its hash and in no other way', () => {
    const policy = directives(pagePolicy(hashes));
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'", "'sha256-one'"]);
    expect(policy.get('style-src')).toEqual(["'self'", "'sha256-two'"]);
    for (const text of [pagePolicy(hashes), scriptPolicy])
      expect(text).not.toMatch(/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|\*|https?:/);
  });

  it('let the lab frame a container, and nothing else beyond what every page may', () => {
    const [lab, page] = [directives(labPolicy(hashes)), directives(pagePolicy(hashes))];
    const hosts = ['https://stackblitz.com', 'https://*.webcontainer-api.io', 'https://*.webcontainer.io'];
    expect(lab.get('frame-src')).toEqual(["'self'", ...hosts]);
    lab.delete('frame-src');
    expect(lab).toEqual(page);
    expect(headersFor('/lab/', '/lab/index.html', hashes)['Content-Security-Policy']).toBe(labPolicy(hashes));
    expect(headersFor('/demos/', '/demos/index.html', hashes)['Content-Security-Policy']).toBe(
      pagePolicy(hashes),
    );
  });

  it('name each directive once and enforce trusted types', () => {
    for (const text of [pagePolicy(hashes), scriptPolicy]) {
      expect(directives(text).size).toBe(text.split('; ').length);
      expect(directives(text).get('require-trusted-types-for')).toEqual(["'script'"]);
      expect(directives(text).get('frame-ancestors')).toEqual(["'none'"]);
      expect(directives(text).get('base-uri')).toEqual(["'none'"]);
    }
  });
});

describe('the rules by path', () => {
  it('fit as a CDN reads its patterns', () => {
    expect(fits('*', '/any/')).toBe(true);
    expect(fits('/lab/*', '/lab/sql/')).toBe(true);
    expect(fits('/lab/*', '/laboratory/')).toBe(false);
    expect(fits('*.js', '/_astro/start.B1.js')).toBe(true);
    expect(fits('*.js', '/data.json')).toBe(false);
    expect(fits('/one/', '/one/')).toBe(true);
    expect(fits('/one/', '/one/two/')).toBe(false);
  });

  it('keep hashed files for a year and ask again for pages', () => {
    expect(headersFor('/_astro/a.1.css', 'a.1.css', hashes)['Cache-Control']).toContain('immutable');
    expect(headersFor('/security/', '/security/index.html', hashes)['Cache-Control']).toContain(
      'must-revalidate',
    );
  });

  it('isolate the laboratory and the workers, not the pages that are only read', () => {
    const isolation = (path: string) => headersFor(path, path, hashes)['Cross-Origin-Embedder-Policy'];
    expect(isolation('/lab/')).toBe('require-corp');
    expect(isolation('/_astro/sql.worker.js')).toBe('require-corp');
    expect(isolation('/security/')).toBeUndefined();
  });

  it('give scripts a policy of their own', () => {
    expect(headersFor('/_astro/a.js', '/_astro/a.js', hashes)['Content-Security-Policy']).toBe(scriptPolicy);
  });

  it('name the charset of every text', () => {
    expect(contentType('/security.md')).toBe('text/markdown; charset=utf-8');
    expect(contentType('/llms.txt')).toBe('text/plain; charset=utf-8');
    expect(contentType('/sitemap-0.xml')).toBe('application/xml; charset=utf-8');
    expect(contentType('/engine.wasm')).toBe('application/wasm');
    expect(contentType('/runtime/reference-api.zip')).toBe('application/zip');
    expect(contentType('/index.pf_meta')).toBe('application/octet-stream');
  });
});
