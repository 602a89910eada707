import { describe, expect, it } from 'vitest';
import { type Here, hindrance } from './here.ts';

const good: Here = {
  isolated: true,
  sharedMemory: true,
  ios: false,
  online: true,
  hostname: 'architecture.example',
};
const code = (here: Partial<Here>, key: string | null = 'key') =>
  hindrance({ ...good, ...here }, key)?.code ?? null;

describe('what stands in the way of a container', () => {
  it('nothing, on an isolated page with a key', () => expect(code({})).toBeNull());

  it.each([
    ['iOS', { ios: true }, 'unsupported'],
    ['a page that is not isolated', { isolated: false, sharedMemory: false }, 'not-isolated'],
    ['no shared memory though isolated', { sharedMemory: false }, 'unsupported'],
    ['no connection', { online: false }, 'offline'],
  ] as const)('%s', (_name, here, expected) => expect(code(here)).toBe(expected));

  it('no key, except on one’s own machine', () => {
    expect(code({}, null)).toBe('no-key');
    expect(code({}, '')).toBe('no-key');
    for (const hostname of ['localhost', '127.0.0.1', '[::1]']) expect(code({ hostname }, null)).toBeNull();
    expect(code({ hostname: 'localhost.example' }, null)).toBe('no-key');
  });
});
