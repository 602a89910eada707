import type { Objects } from './objects.ts';

/** Objects in this process's memory: for tests and for the reader's tab. */
export function memoryObjects(): Objects {
  const kept = new Map<string, Uint8Array>();
  return {
    async putOnce(key, body) {
      if (kept.has(key)) return 'exists';
      kept.set(key, body.slice());
      return 'written';
    },
    get: async (key) => kept.get(key)?.slice() ?? null,
    list: async (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
}
