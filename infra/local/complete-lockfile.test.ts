import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { leftOut } from './complete-lockfile.ts';

describe('the lockfile', () => {
  it('names the packages of every platform, or npm ci refuses it (node infra/local/complete-lockfile.ts)', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    expect(Object.keys(leftOut(packages))).toEqual([]);
  });

  it('would be completed with the version the parent pins and the platform in the name', () => {
    const tool = { version: '2.0.0', dev: true, optionalDependencies: { 'tool-linux-arm64-musl': '2.0.0' } };
    expect(leftOut({ '': {}, 'node_modules/tool': tool })).toEqual({
      'node_modules/tool-linux-arm64-musl': {
        version: '2.0.0',
        dev: true,
        optional: true,
        cpu: ['arm64'],
        os: ['linux'],
        libc: ['musl'],
      },
    });
  });

  it('names no registry host', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved": "https?:/);
  });
});
