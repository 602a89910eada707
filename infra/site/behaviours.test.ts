import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits, headersFor } from '../../src/headers.ts';
import { type Behaviour, behavioursOf, overlap } from './behaviours.ts';

const hashes = { scripts: ['sha256-a'], styles: ['sha256-b'] };
const behaviours = behavioursOf(hashes);

/** Paths made of the pieces that the rules speak of, whole and broken. */
const piece = fc.constantFrom(
  ...['/', '_astro', 'fonts', 'runtime', 'lab', 'recorded', 'manifest.json', 'lab.json', 'reference-api.zip'],
  ...['.js', '.json', 'a', 'index.html', '.', 'js', 'api'],
);
const path = fc.array(piece, { maxLength: 7 }).map((pieces) => `/${pieces.join('')}`.replaceAll('//', '/'));

/** The first path at which the two ways differ, if any. */
function difference(list: readonly Behaviour[], paths: readonly string[]): string | undefined {
  return paths.find((one) => {
    const { 'Content-Type': _, ...wanted } = headersFor(one, one, hashes);
    const got = list.find(({ pattern }) => fits(pattern, one))?.headers;
    return JSON.stringify(Object.entries(got ?? {}).sort()) !== JSON.stringify(Object.entries(wanted).sort());
  });
}

describe('the behaviours of the distribution', () => {
  it('give every path the headers that the rules give it', () => {
    const paths = fc.sample(path, { numRuns: 20_000, seed: 7 });
    expect(difference(behaviours, paths)).toBeUndefined();
    // Controls: the rules as they stand, without their overlaps, and the right patterns in the wrong order.
    const naive = behaviours.filter(({ pattern }) => !/^\/\w+\/\*\.js$/.test(pattern));
    expect(difference(naive, paths)).toBeDefined();
    expect(difference([...behaviours].reverse(), paths)).toBeDefined();
  });

  it('end with the default one and stay far from the quota', () => {
    expect(behaviours.at(-1)?.pattern).toBe('*');
    expect(behaviours.length).toBeLessThan(25);
  });

  it('know what two patterns have in common', () => {
    expect(overlap('/lab/*', '*.js')).toBe('/lab/*.js');
    expect(overlap('/a/b', '/a/*')).toBe('/a/b');
    expect(overlap('/a/*', '/b/*')).toBeNull();
    expect(() => overlap('/ab*', '*bc')).toThrow('which no single pattern says');
  });
});
