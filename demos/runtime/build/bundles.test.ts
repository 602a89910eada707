// The worker's bundle holds nothing of Node's, and no text that would be compiled; api.mjs needs nothing beside its assets.
import { builtinModules } from 'node:module';
import { describe, expect, it } from 'vitest';
import { nodeBundle, workerBundle } from './bundles.ts';

const text = async (bundle: Promise<Uint8Array>) => new TextDecoder().decode(await bundle);
const imported = (code: string) =>
  [...code.matchAll(/(?:from|import)\s*\(?\s*"([\w@/:.-]+)"/g)].map(([, name]) => name ?? '');

describe('the bundles', () => {
  it.each(['start', 'api'])('of the worker %s imports nothing', async (name) => {
    expect(imported(await text(workerBundle(`demos/runtime/tab/${name}.worker.ts`)))).toEqual([]);
  });

  it('of Node imports what comes with Node', async () => {
    const known = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    const names = imported(await text(nodeBundle()));
    expect(names).toContain('node:http');
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });
});
