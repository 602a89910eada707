// AUTHN-15: the process is killed at every position of a refresh. Whatever the moment, the token is either unused or replaced,
// and the client that never got its answer asks again and goes on.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../storage/sql.ts';
import { openSetting, type Session, type Setting } from './test/processes.ts';

const script = fileURLToPath(new URL('./test/refresh-then-die.ts', import.meta.url));

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting('node');
});
afterAll(() => setting.host.close());

const run = async (token: string, position: string): Promise<{ signal: string | null; out: string }> => {
  const { host } = setting;
  const args = [script, host.url as string, token, String(host.clock.now()), position];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return { signal: null, out: stdout };
  } catch (error) {
    const { signal, stderr } = error as { signal: string | null; stderr: string };
    if (signal === null) throw new Error(stderr);
    return { signal, out: '' };
  }
};

async function tokensOf(family: string): Promise<{ used: boolean; parent: boolean }[]> {
  return setting.host.owner.query(sql`select used_at is not null as used, parent_hash is not null as parent
    from refresh_tokens where family_id = ${family} order by parent_hash is not null`);
}

describe('a process that is killed while it refreshes', () => {
  it('leaves the token unused or replaced, never in between, and the retry succeeds', async () => {
    const whole = await setting.first.signIn('vera');
    const { kind, positions } = JSON.parse((await run(whole.refreshToken, '-1')).out);
    expect(kind).toBe('refreshed');
    expect(positions).toBeGreaterThanOrEqual(9);
    const seen: string[] = [];
    for (let position = 0; position < positions; position++) {
      const { refreshToken, session } = await setting.first.signIn('vera');
      expect((await run(refreshToken, String(position))).signal).toBe('SIGKILL');
      const after = await tokensOf(session);
      const state = JSON.stringify(after);
      seen.push(state);
      expect([
        '[{"used":false,"parent":false}]',
        '[{"used":true,"parent":false},{"used":false,"parent":true}]',
      ]).toContain(state);
      const retry = await setting.first.refresh(refreshToken);
      expect(retry.status).toBe(200);
      expect(await tokensOf(session)).toHaveLength(2);
      const next = (await retry.json()) as Session;
      expect((await setting.first.refresh(next.refreshToken)).status).toBe(200);
    }
    // Both kinds of ending were met.
    expect(new Set(seen).size).toBe(2);
  }, 300_000);

  it('control: consuming and replacing in two transactions loses the session', async () => {
    const { refreshToken, session } = await setting.first.signIn('carl');
    expect((await run(refreshToken, 'twin')).signal).toBe('SIGKILL');
    expect(await tokensOf(session)).toEqual([{ used: true, parent: false }]);
    setting.host.clock.advance(10_001);
    expect((await setting.first.refresh(refreshToken)).status).toBe(401);
  });
});
