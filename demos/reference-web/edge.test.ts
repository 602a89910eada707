// The edge in front of the front end: what the public page's own header lets it serve when the server is gone. Here the origin is a
// function; front.services.test.ts stops the real server.
import { getCacheControlHeader } from 'next/dist/server/lib/cache-control.js';
import { describe, expect, it } from 'vitest';
import { edgeCache } from '../../infra/local/edge-cache.ts';
import { revalidate } from './app/page.tsx';
import config from './next.config.ts';

/** As Next makes it from the page and the settings. */
const ofThePage = getCacheControlHeader({ revalidate, expire: config.expireTime });

function setting(cacheControl: string) {
  const clock = { seconds: 0 };
  let there = true;
  let made = 0;
  const edge = edgeCache({
    now: () => 1_767_600_000_000 + clock.seconds * 1_000,
    async origin(request) {
      if (!there) throw new Error('nobody answers');
      made += 1;
      const mine = new URL(request.url).pathname === '/documents';
      return new Response(`page ${made}${mine ? ` for ${request.headers.get('cookie')}` : ''}`, {
        headers: { 'cache-control': mine ? 'private, no-store' : cacheControl },
      });
    },
  });
  return {
    clock,
    away(so = true) {
      there = !so;
    },
    async get(path: string, cookie = '') {
      const answer = await edge(new Request(`https://app.example${path}`, { headers: { cookie } }));
      await edge.settled();
      return { status: answer.status, age: answer.headers.get('age'), text: await answer.text() };
    },
  };
}

describe('a server that is gone behind the edge', () => {
  it('leaves the pages that are there, with their age, for the day that they allow', async () => {
    const { clock, away, get } = setting(ofThePage);
    expect(await get('/')).toEqual({ status: 200, age: null, text: 'page 1' });
    away();
    for (const seconds of [5, 11, 3_600, 86_399]) {
      clock.seconds = seconds;
      expect(await get('/')).toEqual({ status: 200, age: String(seconds), text: 'page 1' });
    }
    expect(await get('/other')).toEqual({
      status: 502,
      age: null,
      text: expect.stringContaining('not here'),
    });
    clock.seconds = 86_400;
    expect((await get('/')).status).toBe(502);
  });

  it('control: a page that allows ten seconds and no more is gone after them', async () => {
    const { clock, away, get } = setting('s-maxage=10');
    await get('/');
    away();
    clock.seconds = 9;
    expect((await get('/')).status).toBe(200);
    clock.seconds = 11;
    expect((await get('/')).status).toBe(502);
  });

  it('is asked again behind the readers, and its new page is young', async () => {
    const { clock, away, get } = setting(ofThePage);
    await get('/');
    away();
    clock.seconds = 600;
    await get('/');
    away(false);
    expect((await get('/')).text).toBe('page 1');
    expect(await get('/')).toEqual({ status: 200, age: '0', text: 'page 2' });
  });

  it('leaves nothing that was made for one reader', async () => {
    const { away, get } = setting(ofThePage);
    expect((await get('/documents', 'a')).text).toBe('page 1 for a');
    expect((await get('/documents', 'b')).text).toBe('page 2 for b');
    away();
    expect((await get('/documents', 'a')).status).toBe(502);
  });
});
