import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type S3Stub, s3Stub } from '../test/s3-stub.ts';
import { folderObjects } from './folder.ts';
import { memoryObjects } from './memory-objects.ts';
import type { Objects } from './objects.ts';
import { s3Objects } from './s3.ts';

const folder = mkdtempSync(join(tmpdir(), 'lavbytes-objects-'));
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (body: Uint8Array | null) => body && new TextDecoder().decode(body);
let stub: S3Stub;
let weakStub: S3Stub;

beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'example';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'example';
  [stub, weakStub] = await Promise.all([
    s3Stub({ honoursIfNoneMatch: true }),
    s3Stub({ honoursIfNoneMatch: false }),
  ]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([stub.close(), weakStub.close()]);
});

const s3 = (at: S3Stub) => s3Objects({ bucket: 'heads', region: 'eu-central-1', endpoint: at.endpoint });
const stores: [string, () => Objects | Promise<Objects>][] = [
  ['memory', memoryObjects],
  ['folder', () => folderObjects(folder)],
  ['S3', () => s3(stub)],
];

describe.each(stores)('objects in %s', (_name, open) => {
  it('are written once, read and listed', async () => {
    const objects = await open();
    expect(await objects.list('heads/')).toEqual([]);
    expect(await objects.get('heads/1')).toBeNull();
    expect(await objects.putOnce('heads/1', bytes('first'), 'text/plain')).toBe('written');
    expect(await objects.putOnce('heads/1', bytes('second'), 'text/plain')).toBe('exists');
    expect(text(await objects.get('heads/1'))).toBe('first');
    for (const key of ['heads/3', 'heads/2', 'other/1']) await objects.putOnce(key, bytes(key), 'text/plain');
    expect(await objects.list('heads/')).toEqual(['heads/1', 'heads/2', 'heads/3']);
  });

  it('take one of many writers of the same key', async () => {
    const objects = await open();
    const writes = Array.from({ length: 50 }, (_, n) =>
      objects.putOnce('race/1', bytes(`${n}`), 'text/plain'),
    );
    const results = await Promise.all(writes);
    expect(results.filter((result) => result === 'written')).toHaveLength(1);
  });
});

it('control: an S3 that does not know If-None-Match is overwritten', async () => {
  const objects = await s3(weakStub);
  await objects.putOnce('heads/1', bytes('first'), 'text/plain');
  expect(await objects.putOnce('heads/1', bytes('second'), 'text/plain')).toBe('written');
  expect(text(await objects.get('heads/1'))).toBe('second');
});

it.each(['../out', '/root', 'a/../b', 'a//b', '.hidden', 'UPPER', 'nul\0', 'a/', ''])(
  'a folder refuses the key %j',
  async (key) => {
    await expect(folderObjects(folder).putOnce(key, bytes('x'), 'text/plain')).rejects.toThrow(/not allowed/);
  },
);
