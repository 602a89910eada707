import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { asCurl, asFetch } from './curl.ts';

const asked = {
  method: 'POST',
  path: "/v1/documents?title=it's",
  headers: { authorization: 'Bearer eyJhbGciOi.secret', 'x-note': 'a "b" $HOME `id` \\' },
  body: `{"title":"it's $(id)"}`,
};

/** What a shell makes of the command: its words, as curl would get them. */
const words = (command: string): string[] =>
  execFileSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }; TOKEN=mine; ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

it('gives a shell exactly the request, whatever is in it', () => {
  expect(words(asCurl('http://127.0.0.1:3000', asked))).toEqual([
    '--request',
    'POST',
    "http://127.0.0.1:3000/v1/documents?title=it's",
    '--header',
    'authorization: Bearer mine',
    '--header',
    'x-note: a "b" $HOME `id` \\',
    '--data-raw',
    asked.body,
  ]);
});

it('keeps the token out of both texts', () => {
  expect(asCurl('http://x', asked)).not.toContain('secret');
  expect(asFetch('http://x', asked)).not.toContain('secret');
  expect(asFetch('http://x', asked)).toMatch(/"authorization": `Bearer \$\{token\}`/);
});
