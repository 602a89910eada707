// HEAD-01: A+ on every page, not only the first.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../infra/local/serve.ts';
import { judge, withoutPreloadList } from './observatory.ts';
import { dist, pages } from './pages.ts';

const host = 'architecture.lavbytes.com';
let site: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  withoutPreloadList();
  site = await serve(dist, 0);
});
afterAll(() => {
  site.server.closeAllConnections();
  site.server.close();
});

async function fetched(path: string) {
  const response = await fetch(site.origin + path);
  return { headers: Object.fromEntries(response.headers), html: await response.text() };
}

describe("MDN's Observatory", () => {
  it.each(pages())('gives A+ to %s', async (path) => {
    const { headers, html } = await fetched(path);
    const { grade, score, passed, results } = judge(host, path, headers, html);
    expect({ grade, passed, results }).toMatchObject({ grade: 'A+', passed: 10 });
    expect(score, JSON.stringify(results)).toBeGreaterThanOrEqual(135);
  });

  it('would notice a weaker policy, and scripts without integrity', async () => {
    const { headers, html } = await fetched('/');
    const policy = "default-src 'none'; script-src 'self' 'unsafe-inline'";
    const weak = judge(host, '/', { ...headers, 'content-security-policy': policy }, html);
    expect(weak.passed).toBeLessThan(10);
    expect(weak.score).toBeLessThan(100);
    expect(judge(host, '/', headers, html.replaceAll(/ integrity="[^"]*"/g, '')).score).toBeLessThan(135);
  });
});
