// The engine with the real runtime, over a host that is a few lines: what the console does when things go well and badly.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRuntime } from '../runtime/runtime.ts';
import operations from './operations.json' with { type: 'json' };
import type { Operation } from './operations.ts';
import { hostLock } from './protocol.ts';
import { openSandbox, type Sandbox } from './session.ts';
import type { Ports } from './state.ts';
import { fakeHost, recorded, tar } from './test/fake-host.ts';

let sandbox: Sandbox;
let saved: [Blob, string][];
let fake: ReturnType<typeof fakeHost>;
let leave: EventTarget;
let ports: Ports;

beforeEach(() => {
  fake = fakeHost();
  saved = [];
  leave = new EventTarget();
  vi.stubGlobal('addEventListener', leave.addEventListener.bind(leave));
  vi.stubGlobal('removeEventListener', leave.removeEventListener.bind(leave));
  ports = {
    runtime: createRuntime(() => 0),
    tab: fake.host,
    recorded,
    link: async () => ({ kind: 'refused', why: 'No service workers in this test.' }),
    serve: () => () => {},
    locks: () => navigator.locks,
    channel: () =>
      ({ postMessage: () => {}, close: () => {}, onmessage: null }) as unknown as BroadcastChannel,
    fetch: () => expect.unreachable('without a service worker nothing is fetched'),
    now: () => 0,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    save: (file, name) => saved.push([file, name]),
  };
  sandbox = openSandbox(operations as readonly Operation[], ports);
});
afterEach(() => {
  sandbox.close();
  vi.unstubAllGlobals();
});

const create = async () => {
  sandbox.choose('documents.create');
  await sandbox.send();
};
const last = () => sandbox.state.history.entries[0];

describe('the console', () => {
  it('boots when a call is sent first, and keeps the call', async () => {
    await sandbox.send();
    expect(sandbox.state.host.kind).toBe('ready');
    expect(last()).toMatchObject({ who: null, answer: { status: 200 }, call: { path: '/v1/documents' } });
    expect(fake.control.seen.at(-1)?.headers['traceparent']).toMatch(`00-${last()?.trace}-`);
  });

  it('boots for a call by its address, and sends it when the service worker finds this tab and not before', async () => {
    const own = `${hostLock}tab-1`;
    /** A browser that takes its time for the lock by which the service worker finds a tab. */
    const slow = {
      query: () => navigator.locks.query(),
      async request(name: string, options: LockOptions, granted: LockGrantedCallback<unknown>) {
        if (name === own) await new Promise((later) => setTimeout(later, 50));
        return navigator.locks.request(name, options, granted);
      },
    };
    const linked = openSandbox(operations as readonly Operation[], {
      ...ports,
      link: async () => ({ kind: 'linked', client: 'tab-1' }),
      locks: () => slow as unknown as LockManager,
      async fetch() {
        const { held = [] } = await navigator.locks.query();
        return Response.json({}, { status: held.some(({ name }) => name === own) ? 200 : 503 });
      },
    });
    await linked.send();
    expect(linked.state.history.entries[0]).toMatchObject({ answer: { status: 200 } });
    linked.close();
  });

  it('plays the recorded run where nothing starts, and says what was not recorded', async () => {
    await sandbox.play();
    await sandbox.send();
    expect(last()).toMatchObject({ host: { kind: 'recorded' }, answer: { status: 200 } });
    sandbox.choose('users.list');
    await sandbox.send();
    expect(last()).toMatchObject({ answer: { failed: expect.stringContaining('not in it') } });
  });

  it('signs in by the real route and sends the token, which no entry holds', async () => {
    await sandbox.become('carl@aster.example');
    expect(sandbox.state.active).toBe('carl@aster.example');
    await sandbox.send();
    expect(fake.control.seen.at(-1)?.headers['authorization']).toBe('Bearer a.e30.c');
    expect(JSON.stringify(last()?.call)).not.toContain('a.e30.c');
    await sandbox.signOut();
    expect(sandbox.state).toMatchObject({ active: null, signed: [] });
  });

  it('makes a new Idempotency-Key after each success, and gives the old one back to edit', async () => {
    await create();
    const sent = last()?.call.headers['idempotency-key'];
    await create();
    expect(last()?.call.headers['idempotency-key']).not.toBe(sent);
    const first = sandbox.state.history.entries.at(-1)?.id ?? -1;
    await sandbox.sendAgain(first);
    expect(last()?.call.headers['idempotency-key']).toBe(sent);
    sandbox.edit(first);
    expect(sandbox.state.draft.values['header.Idempotency-Key']).toBe(sent);
  });

  it('asks before a stop would lose changes, and not when they are exported', async () => {
    await create();
    sandbox.stop(false);
    expect(sandbox.state).toMatchObject({ askingToStop: true, unsaved: 1, host: { kind: 'ready' } });
    const leaving = new Event('beforeunload', { cancelable: true });
    leave.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    sandbox.keepRunning();
    expect(await sandbox.exportDatabase()).toBe(true);
    expect(saved[0]?.[1]).toMatch(/\.tar$/);
    expect(sandbox.state.unsaved).toBe(0);
    sandbox.stop(false);
    expect(sandbox.state.host.kind).toBe('stopped');
  });

  it('resets, and undoes it with what was there', async () => {
    await create();
    await create();
    await sandbox.reset();
    expect(fake.control.value).toBe(0);
    expect(sandbox.state).toMatchObject({ unsaved: 0, before: { what: 'reset' }, notice: { tone: 'pass' } });
    await sandbox.undo();
    expect(fake.control.value).toBe(2);
    // What is back is still in no export.
    expect(sandbox.state).toMatchObject({ unsaved: 2, before: null, host: { kind: 'ready' } });
  });

  it('imports a file, also when nothing runs yet, and undoes that', async () => {
    await sandbox.importDatabase(tar(7));
    expect(sandbox.state).toMatchObject({ host: { kind: 'ready' }, before: null, notice: { tone: 'pass' } });
    expect(fake.control.value).toBe(7);
    await create();
    await sandbox.importDatabase(tar(3));
    expect(fake.control.value).toBe(3);
    await sandbox.undo();
    expect(fake.control.value).toBe(8);
  });

  it('refuses a file that is none, and touches nothing', async () => {
    await create();
    await sandbox.importDatabase(new Blob(['not a database']));
    expect(sandbox.state.notice).toMatchObject({
      tone: 'fail',
      text: expect.stringContaining('not an export'),
    });
    expect(sandbox.state.host.kind).toBe('ready');
    expect(fake.control.value).toBe(1);
  });

  it('brings back what ran when a file cannot be started from', async () => {
    await create();
    fake.control.failsWith = ['5'];
    await sandbox.importDatabase(tar(5));
    expect(sandbox.state.notice?.text).toMatch(/What ran before is back/);
    expect(sandbox.state).toMatchObject({ host: { kind: 'ready' }, unsaved: 1 });
    expect(fake.control.value).toBe(1);
    fake.control.failsWith = ['5', '1'];
    await sandbox.importDatabase(tar(5));
    expect(sandbox.state.host.kind).toBe('failed');
    // Not even that started: it is still held for one more try.
    fake.control.failsWith = [];
    await sandbox.undo();
    expect(fake.control.value).toBe(1);
    expect(sandbox.state.unsaved).toBe(1);
  });

  it('shows a link’s call without sending it, and refuses one that the API does not have', () => {
    sandbox.open({ operation: 'documents.delete', values: { 'path.id': 'x' }, raw: null });
    expect(sandbox.state.draft.operation).toBe('documents.delete');
    sandbox.open({ operation: 'documents.explode', values: {}, raw: null });
    expect(sandbox.state.draft.operation).toBe('documents.delete');
    expect(sandbox.state.notice?.tone).toBe('warn');
    expect(fake.control.seen).toEqual([]);
  });

  it('looks into the database with ready-made queries only', async () => {
    await sandbox.look('audit');
    expect(sandbox.state.looked.kind).toBe('nothing');
    await sandbox.boot();
    await sandbox.look('audit');
    expect(sandbox.state.looked).toMatchObject({ kind: 'rows', preset: 'audit' });
    await sandbox.look('drop table documents');
    expect(sandbox.state.looked).toMatchObject({ preset: 'audit' });
  });

  it('goes between fields and text, and stays with text that has no fields', () => {
    sandbox.choose('documents.update');
    sandbox.writeRaw('{"version": 4, "title": "x"}');
    sandbox.writeRaw(null);
    expect(sandbox.state.draft).toMatchObject({
      raw: null,
      values: { 'body.version': '4', 'body.title': 'x' },
    });
    sandbox.writeRaw('{"version":');
    sandbox.writeRaw(null);
    expect(sandbox.state.draft.raw).toBe('{"version":');
  });

  it('clears the list of calls, and brings it back', async () => {
    await sandbox.send();
    sandbox.clearHistory();
    expect(sandbox.state.history.entries).toEqual([]);
    sandbox.restoreHistory();
    expect(sandbox.state.history.entries).toHaveLength(1);
  });
});
