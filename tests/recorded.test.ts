// What the site shows where nothing runs is what the service answers today: every recording of the build, made again.
import { readFileSync, statSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { comparable } from '../demos/runtime/recorded/comparable.ts';
import { makeRecording, names } from '../demos/runtime/recorded/make.ts';
import type { Recording } from '../demos/runtime/recorded/recording.ts';
import { dist } from './pages.ts';

describe.each(names)('the recording "%s"', (name) => {
  const file = `${dist}/runtime/recorded/${name}.json`;

  it('is what the service answers', { timeout: 60_000 }, async () => {
    const built = JSON.parse(readFileSync(file, 'utf8')) as Recording;
    expect(comparable(await makeRecording(name, 'again'))).toEqual(comparable(built));
  });

  it('holds no token, and is small', () => {
    const text = readFileSync(file, 'utf8');
    // The start of every JSON Web Token; tokens of ours that are no JWT are 43 characters.
    expect(text).not.toMatch(/eyJ[\w-]{10}/);
    expect(text).not.toMatch(/"refreshToken\\?":\\?"(?!recorded-)/);
    expect(statSync(file).size).toBeLessThan(200_000);
    expect(brotliCompressSync(text).length).toBeLessThan(15_000);
  });
});
