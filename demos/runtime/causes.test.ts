import { describe, expect, it } from 'vitest';
import { causes, worded } from './causes.ts';
import type { CauseCode } from './contract.ts';

// The compiler holds the registry to the union; this holds the words.
const codes = Object.keys(causes) as CauseCode[];

describe('causes', () => {
  it('are all there', () => {
    expect(codes.toSorted()).toMatchInlineSnapshot(`
      [
        "asset-corrupt",
        "asset-missing",
        "blocked",
        "cancelled",
        "crashed",
        "file-corrupt",
        "image-outdated",
        "internal",
        "no-key",
        "no-webassembly",
        "no-worker",
        "not-answering",
        "not-isolated",
        "not-recorded",
        "offline",
        "other-host",
        "out-of-memory",
        "quota",
        "start-timeout",
        "unreachable",
        "unsupported",
        "worker-died",
      ]
    `);
  });

  it.each(codes)('%s: what happened, and what to do next, in plain words', (code) => {
    const { sentence, step } = causes[code];
    for (const text of [sentence, step]) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/!|error|wasm|null|undefined|exception|fetch|\bCSP\b|please|sorry/i);
      expect(text.length).toBeLessThan(140);
    }
  });

  it('offer something whenever starting again cannot help', () => {
    for (const code of codes)
      if (!causes[code].again) expect([code, causes[code].instead]).not.toContain(null);
  });

  it('never offer a host in place of itself', () => {
    const cause = { code: 'unreachable', detail: '' } as const;
    expect(worded(cause, 'server').instead).toBe('tab');
    expect(worded(cause, 'tab').instead).toBeNull();
  });
});
