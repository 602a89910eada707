// The rules of the front end that need no build, and the recipe of its image.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cookiesOf, noCookies } from './cookies.ts';
import { policyWith, staticPolicy } from './policy.ts';
import { fromOurPages } from './same-site.ts';

const session = {
  accessToken: 'a',
  expiresIn: 600,
  refreshToken: 'r',
  sessionExpiresAt: '2026-01-31T00:00:00Z',
};

describe('the cookies', () => {
  it('are for this host alone, out of reach of scripts, and end when the session does', () => {
    const cookies = cookiesOf(session, Date.parse('2026-01-01T00:00:00Z'));
    for (const cookie of [...cookies, ...noCookies]) {
      expect(cookie.name).toMatch(/^__Host-/);
      expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'strict', path: '/' });
    }
    expect(cookies.map(({ maxAge }) => maxAge)).toEqual([585, 30 * 86_400]);
    expect(cookiesOf(session, Date.parse('2027-01-01T00:00:00Z')).at(-1)?.maxAge).toBe(0);
    expect(noCookies.map(({ maxAge }) => maxAge)).toEqual([0, 0]);
  });
});

describe('a form', () => {
  const from = (headers: Record<string, string>) =>
    fromOurPages(new Headers({ host: 'app.example', ...headers }));
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ origin: 'https://app.example' }, true],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://app.example' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ origin: 'https://app.example.evil.test' }, false],
    [{ origin: 'null' }, false],
    [{}, false],
  ])('from %j: %s', (headers, expected) => expect(from(headers as Record<string, string>)).toBe(expected));
});

describe('the policy', () => {
  it('lets the public page run nothing, and another page what has its nonce', () => {
    expect(staticPolicy).toContain("script-src 'none';");
    expect(policyWith('abc')).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    for (const policy of [staticPolicy, policyWith('abc')]) {
      expect(policy).not.toMatch(/unsafe|data:|https?:|\*/);
      for (const part of [
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ])
        expect(policy).toContain(part);
    }
  });
});

describe('the recipe of the image', () => {
  const recipe = readFileSync(new URL('Dockerfile', import.meta.url), 'utf8').replaceAll('\\\n', ' ');
  const all = (word: string): string[] =>
    recipe
      .split('\n')
      .flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1).trim()] : []));

  it('is on the Node of the project, copies what is there, and runs as nobody in particular', () => {
    for (const base of all('FROM'))
      expect(base).toMatch(new RegExp(`^node:${process.versions.node}-bookworm-slim( AS build)?$`));
    const sources = all('COPY')
      .filter((rest) => !rest.includes('--from='))
      .flatMap((rest) => rest.split(/\s+/).slice(0, -1));
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
    expect(all('USER')).toEqual(['1000:1000']);
    expect(all('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(all('ADD')).toEqual([]);
    expect(recipe).toContain('--chmod=0555');
    expect(recipe).not.toMatch(/PASSWORD|SECRET|_KEY=/);
    expect(all('HEALTHCHECK')[0]).toContain('/healthz');
  });
});
