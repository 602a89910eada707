// The sandbox's wrapping key is published. That is harmless only as long as nothing real can be sealed under it.
import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../deps.ts';
import { openAdapters } from '../host/adapters.ts';
import { readEnvironment } from '../host/environment.ts';
import { systemClock } from '../ids.ts';
import { environmentSecrets } from './environment.ts';
import { publishedWrappingKey, refusingPublished, sandboxSecrets } from './sandbox.ts';

const published = Buffer.from(publishedWrappingKey).toString('base64url');
const own = Buffer.alloc(32, 7).toString('base64url');

function start(mode: Config['mode'], env: Record<string, string>) {
  Object.assign(process.env, env);
  const settings = readEnvironment({ SECRETS: 'environment' });
  return openAdapters({ ...settings, config: { ...settings.config, mode } }, systemClock);
}
afterEach(() => {
  delete process.env['WRAPPING_KEY'];
  delete process.env['WRAPPING_KEY_NEXT'];
});

describe('the sandbox', () => {
  it('has a key that every tab knows, and secrets of its own beside it', async () => {
    const [one, other] = [sandboxSecrets(), sandboxSecrets()];
    expect(await one.read('wrapping-key')).toEqual(await other.read('wrapping-key'));
    expect(await one.read('wrapping-key')).toHaveLength(32);
    expect(await one.read('audit-signing-key')).not.toEqual(await other.read('audit-signing-key'));
    await expect(one.read('wrapping-key-next')).rejects.toThrow(/wrapping-key-next/);
  });
});

describe('a production start', () => {
  it.each([{ WRAPPING_KEY: published }, { WRAPPING_KEY: own, WRAPPING_KEY_NEXT: published }])(
    'refuses the published key, in whichever place',
    async (env) => {
      await expect(start('production', env)).rejects.toThrow(/published key/);
    },
  );

  it('goes on with a key of its own, and refuses the published one when it comes later', async () => {
    const { secrets } = await start('production', { WRAPPING_KEY: own });
    expect(await secrets.read('wrapping-key')).toHaveLength(32);
    process.env['WRAPPING_KEY'] = published;
    await expect(secrets.read('wrapping-key')).rejects.toThrow(/published key/);
  });

  it('control: without that look the key would be taken', async () => {
    const unguarded = environmentSecrets({ WRAPPING_KEY: published });
    expect(await unguarded.read('wrapping-key')).toHaveLength(32);
    await expect(refusingPublished(unguarded).read('wrapping-key')).rejects.toThrow(/published key/);
    await expect(start('sandbox', { WRAPPING_KEY: published })).resolves.toBeDefined();
  });
});
