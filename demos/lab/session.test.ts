import { describe, expect, it } from 'vitest';
import type { Client, Host, Running } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import type { ContainerHost, Inside } from '../runtime/hosts/container.ts';
import { createRuntime } from '../runtime/runtime.ts';
import { edits } from './demo.ts';
import { createSession } from './session.ts';
import { filesIn, isChanged, isUnsaved, openIn } from './state.ts';

const policy = `before\n${edits[1]?.find}\nafter`;

/** A container that is a map of files and an API that answers with what it was asked. */
function lab(
  more: { refuse?: boolean; breaks?: () => boolean; slow?: (path: string) => Promise<void> | undefined } = {},
) {
  const written = new Map([
    ['reference-api/access/policy.js', policy],
    ['api.mjs', 'first'],
  ]);
  const starts: string[] = [];
  let end: (cause: { code: 'crashed'; detail: string }) => void = () => {};
  let crash: (cause: { code: 'crashed'; detail: string }) => void = () => {};
  const client: Client = {
    label: { kind: 'container', text: 'WebContainer · Node 20' },
    async fetch(path, init) {
      if (path === '/v1/sessions') return Response.json({ accessToken: 'token' }, { status: 201 });
      return Response.json({ path, token: init?.headers?.['authorization'] ?? null });
    },
  };
  const entry = (name: string, folder: boolean) => ({ name, isDirectory: () => folder });
  const inside = {
    files: {
      readdir: async (path: string) =>
        path === '.'
          ? [entry('api.mjs', false), entry('reference-api', true), entry('node_modules', true)]
          : path === 'reference-api'
            ? [entry('access', true)]
            : [entry('policy.js', false)],
      async readFile(path: string) {
        const text = written.get(path);
        await more.slow?.(path);
        if (text === undefined) throw new Error(`ENOENT: ${path}`);
        return text;
      },
      writeFile: async (path: string, text: string) => void written.set(path, text),
    },
    async restart() {
      starts.push('restart');
      if (more.breaks?.()) throw new RuntimeFault({ code: 'crashed', detail: 'SyntaxError: no' });
    },
    onCrash: (told: typeof crash) => {
      crash = told;
    },
  } as unknown as Inside;
  const running: Running = {
    client,
    stop: () => starts.push('stopped'),
    ended: new Promise((resolve) => {
      end = resolve;
    }),
  };
  const host: ContainerHost = {
    kind: 'container',
    inside,
    refusal: () => (more.refuse ? { code: 'no-key', detail: '' } : null),
    boot: async () => running,
  };
  const tab: Host = { kind: 'tab', refusal: () => null, boot: async () => running };
  const runtime = createRuntime(() => 0);
  const session = createSession({
    runtime,
    container: async (heard) => {
      heard('listening\n');
      return host;
    },
    tab: async () => tab,
    now: () => 0,
  });
  return {
    session,
    runtime,
    written,
    starts,
    end: (detail: string) => end({ code: 'crashed', detail }),
    crash: (detail: string) => crash({ code: 'crashed', detail }),
  };
}

describe('the lab', () => {
  it('lists the project, folders first, packages closed', async () => {
    const { session } = lab();
    await session.start('container');
    const names = session.state.tree?.map(({ name, closed, entries }) => [
      name,
      closed,
      entries?.length ?? null,
    ]);
    expect(names).toEqual([
      ['node_modules', true, 0],
      ['reference-api', false, 1],
      ['api.mjs', false, null],
    ]);
    expect(session.api.text).toBe('listening\n');
  });

  it('writes what was changed, and only then, before it restarts', async () => {
    const { session, written, starts } = lab();
    const [, edit] = edits;
    if (!edit) throw new Error('no edit');
    await session.start('container');
    await session.prepare(edit);
    expect(written.get(edit.path)).toBe(policy);
    expect(openIn(session.state)?.text).toBe(policy.replace(edit.find, edit.put));
    await session.saveAndRestart();
    expect(written.get(edit.path)).toContain(edit.put);
    expect(openIn(session.state)?.saved).toBe(openIn(session.state)?.text);
    session.putBack();
    expect(openIn(session.state)?.text).toBe(policy);
    expect(starts).toEqual(['restart']);
  });

  it('keeps the files when an edit breaks the API, and says what it said', async () => {
    let broken = true;
    const { session } = lab({ breaks: () => broken });
    await session.start('container');
    await session.open('reference-api/access/policy.js');
    session.type('no JavaScript');
    await session.saveAndRestart();
    expect(session.state.api).toEqual({ kind: 'down', detail: 'SyntaxError: no' });
    expect(session.state.tree).not.toBeNull();
    broken = false;
    await session.saveAndRestart();
    expect(session.state.api).toEqual({ kind: 'up' });
  });

  it('keeps what was typed into a file while another one is looked at, and saves both', async () => {
    const { session, written } = lab();
    const policyFile = 'reference-api/access/policy.js';
    await session.start('container');
    await session.open(policyFile);
    session.type('mine');
    await session.open('api.mjs');
    expect(openIn(session.state)?.text).toBe('first');
    session.type('second');
    await session.open(policyFile);
    expect(openIn(session.state)?.text).toBe('mine');
    expect(filesIn(session.state, isUnsaved)).toHaveLength(2);
    await session.saveAndRestart();
    expect([...written.values()]).toEqual(['mine', 'second']);
    expect(filesIn(session.state, isUnsaved)).toEqual([]);
    expect(filesIn(session.state, isChanged)).toHaveLength(2);
    session.putBack();
    expect(openIn(session.state)?.text).toBe(policy);
    // What a shell has written is read again, unless the editor holds something that is not saved.
    written.set('api.mjs', 'third').set(policyFile, 'theirs');
    await session.open('api.mjs');
    expect(openIn(session.state)?.text).toBe('third');
    await session.open(policyFile);
    expect(openIn(session.state)).toMatchObject({ text: policy, saved: 'theirs' });
  });

  it('shows the file that was asked for last, however long the first takes', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { session } = lab({ slow: (path) => (path === 'api.mjs' ? promise : undefined) });
    await session.start('container');
    const first = session.open('api.mjs');
    await session.open('reference-api/access/policy.js');
    resolve();
    await first;
    expect(openIn(session.state)?.text).toBe(policy);
  });

  it('says that a file is gone, and reads the list again', async () => {
    const { session, written } = lab();
    await session.start('container');
    const before = session.state.tree;
    written.delete('api.mjs');
    await session.open('api.mjs');
    expect(session.state.log.at(-1)?.text).toContain('api.mjs could not be read');
    expect(session.state.tree).not.toBe(before);
    expect(openIn(session.state)).toBeNull();
  });

  it('says when the API ends by itself', async () => {
    const { session, crash } = lab();
    await session.start('container');
    crash('exit code 1');
    expect(session.state.api).toEqual({ kind: 'down', detail: 'exit code 1' });
  });

  it('signs in once a start: a restart makes new keys', async () => {
    const { session } = lab();
    await session.start('container');
    const ask = { person: 'vera', method: 'GET', path: '/v1/documents', body: '' } as const;
    await session.send(ask);
    await session.send(ask);
    const signedIn = () => session.state.log.filter(({ text }) => text.includes('signed in')).length;
    expect(signedIn()).toBe(1);
    expect(JSON.parse(session.state.exchange?.answered.body ?? '')).toEqual({
      path: '/v1/documents',
      token: 'Bearer token',
    });
    await session.saveAndRestart();
    await session.send(ask);
    expect(signedIn()).toBe(2);
    await session.send({ ...ask, person: 'nobody' });
    expect(JSON.parse(session.state.exchange?.answered.body ?? '')).toMatchObject({ token: null });
  });

  it('loses files and open file when the container ends, keeps the log', async () => {
    const { session, runtime, end } = lab();
    await session.start('container');
    await session.open('reference-api/access/policy.js');
    session.type('mine');
    end('gone');
    await expect.poll(() => session.state.tree).toBeNull();
    expect(openIn(session.state)).toBeNull();
    expect(session.state.files.size).toBe(0);
    expect(session.state.log.map(({ text }) => text)).toContain(
      'Your edits ended with the container: reference-api/access/policy.js.',
    );
    expect(runtime.state).toMatchObject({ kind: 'failed', cause: { code: 'crashed' } });
  });

  it('starts in the tab when the container is refused', async () => {
    const { session, runtime } = lab({ refuse: true });
    await session.start('container');
    expect(runtime.state).toMatchObject({ kind: 'failed', cause: { code: 'no-key' } });
    await session.insteadInTab();
    expect(runtime.state).toMatchObject({ kind: 'ready', host: 'tab' });
    expect(session.state.tree).toBeNull();
  });
});
