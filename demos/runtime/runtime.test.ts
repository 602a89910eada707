import { describe, expect, it, vi } from 'vitest';
import type { BootOptions, Cause, Host, HostKind, Running } from './contract.ts';
import { RuntimeFault } from './fault.ts';
import { createRuntime } from './runtime.ts';

interface FakeHost extends Host {
  readonly boots: { options: BootOptions; ready(): Running; fail(error: unknown): void }[];
  readonly stop: ReturnType<typeof vi.fn>;
  end(cause: Cause): void;
}

function fakeHost(kind: HostKind = 'tab', overrides: Partial<Running> = {}): FakeHost {
  const stop = vi.fn();
  let end: (cause: Cause) => void = () => {};
  const ended = new Promise<Cause>((done) => {
    end = done;
  });
  const running: Running = {
    client: {
      label: { kind, text: `a ${kind}` },
      fetch: async (_path, init) => new Response('', { status: init?.method === 'POST' ? 201 : 200 }),
    },
    stop,
    ended,
    ...overrides,
  };
  const boots: FakeHost['boots'] = [];
  return {
    kind,
    boots,
    stop,
    end: (cause) => end(cause),
    refusal: () => null,
    boot: (options) =>
      new Promise((resolve, reject) => {
        boots.push({
          options,
          fail: reject,
          ready() {
            resolve(running);
            return running;
          },
        });
      }),
  };
}

const settled = () => new Promise((done) => setTimeout(done));
const why = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error) => (error instanceof RuntimeFault ? error.why.code : `not a fault: ${error}`),
  );

async function ready(host: FakeHost, runtime = createRuntime(() => 0)) {
  const boot = runtime.boot(host);
  await settled();
  host.boots.at(-1)?.ready();
  return { runtime, running: await boot };
}

describe('booting', () => {
  it('goes from the press to the first answer, and says how long it took', async () => {
    let time = 100;
    const runtime = createRuntime(() => time);
    const host = fakeHost();
    const seen: string[] = [];
    runtime.subscribe(() => seen.push(runtime.state.kind));
    const boot = runtime.boot(host);
    expect(runtime.state.kind).toBe('loading');
    await settled();
    host.boots[0]?.options.progress({ kind: 'starting', step: 'database' });
    time = 1600;
    host.boots[0]?.ready();
    expect((await boot).client.label.text).toBe('a tab');
    expect(runtime.state).toMatchObject({ kind: 'ready', milliseconds: 1500 });
    expect(seen).toEqual(['loading', 'starting', 'ready']);
  });

  it('gives what runs already, and what is being started', async () => {
    const runtime = createRuntime(() => 0);
    const host = fakeHost();
    const [first, second] = [runtime.boot(host), runtime.boot(fakeHost())];
    await settled();
    host.boots[0]?.ready();
    expect(await second).toBe(await first);
    expect(await runtime.boot(host)).toBe(await first);
    expect(host.boots).toHaveLength(1);
  });

  it.each<[string, Host, object]>([
    ['another kind of host', fakeHost('container'), {}],
    ['a second server', fakeHost('server'), {}],
    ['the same with another database', fakeHost(), { database: new Blob() }],
    ['the same with layers off', fakeHost(), { layersOff: ['L1'] }],
  ])('refuses %s while one runs, and leaves that one alone', async (_name, other, options) => {
    const { runtime } = await ready(fakeHost(other.kind === 'server' ? 'server' : 'tab'));
    const before = runtime.state;
    expect(await why(runtime.boot(other, options))).toBe('other-host');
    expect(runtime.state).toBe(before);
  });

  it('does not even ask a host that refuses itself', async () => {
    const runtime = createRuntime(() => 0);
    const host = { ...fakeHost(), refusal: () => ({ code: 'no-worker', detail: '' }) as const };
    expect(await why(runtime.boot(host))).toBe('no-worker');
    expect(host.boots).toHaveLength(0);
    expect(runtime.state).toMatchObject({ kind: 'failed', cause: { code: 'no-worker' } });
  });

  it('turns whatever a host throws into a cause', async () => {
    const runtime = createRuntime(() => 0);
    const host = fakeHost();
    const boot = runtime.boot(host);
    await settled();
    host.boots[0]?.fail(new TypeError('x is not a function'));
    expect(await why(boot)).toBe('internal');
    expect(runtime.state).toMatchObject({ cause: { code: 'internal', detail: 'x is not a function' } });
  });

  it('works again after a failure', async () => {
    const runtime = createRuntime(() => 0);
    const host = fakeHost();
    const boot = runtime.boot(host);
    await settled();
    host.boots[0]?.fail(new RuntimeFault({ code: 'offline', detail: '' }));
    expect(await why(boot)).toBe('offline');
    await ready(host, runtime);
    expect(runtime.state.kind).toBe('ready');
  });
});

describe('cancelling', () => {
  it('is over at once, even when the host does not listen, and stops what comes too late', async () => {
    const runtime = createRuntime(() => 0);
    const host = fakeHost();
    const boot = runtime.boot(host);
    await settled();
    runtime.stop();
    expect(runtime.state).toMatchObject({ kind: 'failed', cause: { code: 'cancelled' } });
    expect(host.boots[0]?.options.signal.aborted).toBe(true);
    expect(await why(boot)).toBe('cancelled');
    host.boots[0]?.ready();
    await settled();
    expect(host.stop).toHaveBeenCalledOnce();
    expect(runtime.running).toBeNull();
  });

  it('works in the same turn as the press', async () => {
    const runtime = createRuntime(() => 0);
    const host = fakeHost();
    const boot = runtime.boot(host);
    runtime.stop();
    expect(runtime.state).toMatchObject({ kind: 'failed', cause: { code: 'cancelled' } });
    expect(await why(boot)).toBe('cancelled');
    expect(host.boots).toHaveLength(0);
  });

  it('leaves the next start alone', async () => {
    const runtime = createRuntime(() => 0);
    const [first, second] = [fakeHost(), fakeHost()];
    const cancelled = runtime.boot(first);
    await settled();
    runtime.stop();
    const boot = runtime.boot(second);
    first.boots[0]?.fail(new Error('late'));
    first.boots[0]?.options.progress({ kind: 'starting', step: 'late' });
    await why(cancelled);
    expect(runtime.state.kind).toBe('loading');
    await settled();
    second.boots[0]?.ready();
    await boot;
    expect(runtime.state.kind).toBe('ready');
  });
});

describe('stopping', () => {
  it('ends the host at once, and says how many changes are gone', async () => {
    const host = fakeHost();
    const { runtime, running } = await ready(host);
    await running.client.fetch('/v1/documents');
    await running.client.fetch('/v1/sessions', { method: 'POST' });
    await running.client.fetch('/v1/documents', { method: 'POST' });
    expect(runtime.changes).toBe(1);
    runtime.stop();
    expect(host.stop).toHaveBeenCalledOnce();
    expect(runtime.state).toEqual({ kind: 'stopped', host: 'tab', lost: 1 });
    expect([runtime.running, runtime.changes]).toEqual([null, 0]);
  });

  it('rejects what is under way and what comes later', async () => {
    const never = { label: { kind: 'tab', text: '' }, fetch: () => new Promise<never>(() => {}) } as const;
    const { runtime, running } = await ready(fakeHost('tab', { client: never }));
    const call = running.client.fetch('/');
    await settled();
    runtime.stop();
    expect(await why(call)).toBe('cancelled');
    expect(await why(running.client.fetch('/'))).toBe('cancelled');
  });

  it('is the same when asked of what runs', async () => {
    const { runtime, running } = await ready(fakeHost());
    running.stop();
    expect(runtime.state.kind).toBe('stopped');
  });

  it('of nothing, or twice, does nothing', async () => {
    const host = fakeHost();
    const { runtime } = await ready(host);
    runtime.stop();
    runtime.stop();
    expect(host.stop).toHaveBeenCalledOnce();
    createRuntime(() => 0).stop();
  });
});

describe('what runs', () => {
  it('is failed, with the cause and what was lost, when it ends by itself', async () => {
    const host = fakeHost();
    const { runtime, running } = await ready(host);
    await running.client.fetch('/v1/documents/1', { method: 'PATCH' });
    host.end({ code: 'worker-died', detail: '' });
    await settled();
    expect(runtime.state).toMatchObject({ kind: 'failed', cause: { code: 'worker-died' }, lost: 1 });
    expect(await why(running.client.fetch('/'))).toBe('worker-died');
  });

  it('has lost nothing more once it is reset', async () => {
    const { runtime, running } = await ready(fakeHost('tab', { reset: async () => {} }));
    await running.client.fetch('/v1/documents', { method: 'POST' });
    let told = 0;
    runtime.subscribe(() => {
      told += 1;
    });
    await running.reset?.();
    expect([runtime.changes, told]).toEqual([0, 1]);
  });

  it('does not count what was refused', async () => {
    const refusing = {
      label: { kind: 'tab', text: '' },
      fetch: async () => new Response('', { status: 403 }),
    } as const;
    const { runtime, running } = await ready(fakeHost('tab', { client: refusing }));
    await running.client.fetch('/v1/documents', { method: 'POST' });
    expect(runtime.changes).toBe(0);
  });

  it('offers only what its host can do', async () => {
    const { running } = await ready(fakeHost());
    expect([running.reset, running.inspect, running.exportDatabase, running.advance, running.lose]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
