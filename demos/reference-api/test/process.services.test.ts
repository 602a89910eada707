// The process as a whole (AUDIT-08, AUDIT-11): SIGTERM under load, SIGKILL and the next start, faults that nobody caught.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { examplePassword, users } from '../storage/examples.ts';
import { environmentOf } from './clients.ts';
import { type Host, openHost } from './hosts.ts';
import { ended, start } from './own-process.ts';

describe('the service in a process of its own', () => {
  let host: Host;
  let env: Record<string, string>;
  const objects = mkdtempSync(join(tmpdir(), 'lavbytes-process-'));
  beforeAll(async () => {
    host = await openHost('node');
    env = {
      ...(await environmentOf(host)),
      OBJECTS_FOLDER: objects,
      LIMIT_CLIENT: '1000000/60',
      LIMIT_ACCOUNT: '1000000/60',
    };
  });
  afterAll(async () => {
    await host.close();
    rmSync(objects, { recursive: true });
  });

  async function signIn(port: number): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: users.carl.email, password: examplePassword }),
    });
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { accessToken: string }).accessToken;
  }

  /** Keep-alive callers, as a load balancer is one. Ends when connections are refused. */
  async function load(
    port: number,
    token: string,
    workers: number,
    seen: { answered: number; refused: number; broken: number },
  ) {
    const agent = new Agent({ keepAlive: true, maxSockets: workers });
    const one = () =>
      new Promise<boolean>((done) => {
        let begun = false;
        const asked = request(
          { port, host: '127.0.0.1', path: '/v1/me', agent, headers: { authorization: `Bearer ${token}` } },
          (answer) => {
            begun = true;
            answer
              .resume()
              .on('error', () => {})
              .on('close', () => {
                seen[answer.complete && answer.statusCode === 200 ? 'answered' : 'broken'] += 1;
                done(true);
              });
          },
        );
        asked.on('error', (error: NodeJS.ErrnoException) => {
          if (begun) return;
          const nobody = error.code === 'ECONNREFUSED';
          seen[nobody ? 'refused' : 'broken'] += 1;
          done(!nobody);
        });
        asked.end();
      });
    await Promise.all(
      Array.from({ length: workers }, async () => {
        while (await one());
      }),
    );
    agent.destroy();
    return seen;
  }

  const hundredOf = (seen: { answered: number }) =>
    vi.waitUntil(() => seen.answered >= 100, { timeout: 20_000, interval: 20 });

  it('ends on SIGTERM under load: every request that got in is answered, within ten seconds', async () => {
    const running = await start('../main.ts', env);
    const token = await signIn(running.port);
    const sofar = { answered: 0, refused: 0, broken: 0 };
    const loading = load(running.port, token, 20, sofar);
    await hundredOf(sofar);
    const before = performance.now();
    running.child.kill('SIGTERM');
    const [seen, code] = await Promise.all([loading, ended(running)]);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(code).toBe(0);
    expect(seen.broken).toBe(0);
    expect(seen.answered).toBeGreaterThan(50);
    expect(running.lines().at(-1)).toMatchObject({ event: 'stopped', inTime: true });
  }, 60_000);

  it('control: SIGKILL under load breaks answers; the next start finds the chain whole and goes on', async () => {
    const first = await start('../main.ts', env);
    const sofar = { answered: 0, refused: 0, broken: 0 };
    const loading = load(first.port, await signIn(first.port), 20, sofar);
    await hundredOf(sofar);
    first.child.kill('SIGKILL');
    expect((await loading).broken).toBeGreaterThan(0);
    const [{ seq } = { seq: 0 }] = await host.owner.query<{ seq: number }>({
      name: '',
      text: 'select seq from audit_head',
      values: [],
    });
    const second = await start('../main.ts', env);
    await signIn(second.port);
    second.child.kill('SIGTERM');
    expect(await ended(second)).toBe(0);
    expect(second.lines().filter(({ level }) => level !== 'info')).toEqual([]);
    const [{ next } = { next: 0 }] = await host.owner.query<{ next: number }>({
      name: '',
      text: 'select seq as next from audit_head',
      values: [],
    });
    expect(next).toBeGreaterThan(seq);
  }, 60_000);

  it('does not start with a fault in its environment, and says which', async () => {
    const path = new URL('../main.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [path], {
      env: { PATH: process.env['PATH'] ?? '', MODE: 'production', LAYERS_OFF: 'L4' },
    });
    let words = '';
    child.stderr.on('data', (chunk) => {
      words += chunk;
    });
    await once(child, 'exit');
    expect(child.exitCode).toBe(78);
    expect(words).toMatch(/LAYERS_OFF: layers can be switched off with MODE=sandbox or MODE=test only/);
    expect(words).toMatch(/DATABASE_URL: MODE=production needs it/);
  }, 30_000);
});

describe('a fault that nobody caught', () => {
  it.each(['exception', 'rejection'])(
    '(%s) is logged once, what runs is answered, and the process ends with 1',
    async (how) => {
      const running = await start('./faulty-process.ts');
      const base = `http://127.0.0.1:${running.port}`;
      const slow = fetch(`${base}/slow`);
      const begun = () => running.lines().some(({ event }) => event === 'slow-begun');
      await vi.waitUntil(begun, { timeout: 10_000, interval: 10 });
      expect((await fetch(`${base}/break?how=${how}`)).status).toBe(204);
      expect((await slow).status).toBe(204);
      expect(await ended(running)).toBe(1);
      expect(running.lines().filter(({ event }) => event === 'process-fault')).toHaveLength(1);
      expect(JSON.stringify(running.lines())).not.toContain('canary');
    },
    30_000,
  );
});
