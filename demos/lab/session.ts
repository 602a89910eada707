// The lab's engine: starts a host, reads and writes the container's files, restarts the API, keeps its screens, sends requests.
import { examplePassword, users } from '#api/storage/examples.ts';
import { exchange, statusText, toneOf } from '../kit/http.ts';
import type { LogLine } from '../kit/log.ts';
import { createStore, type Observable } from '../kit/session.ts';
import type { Host, Running, Runtime } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import type { ContainerHost, Inside } from '../runtime/hosts/container.ts';
import type { Ask, Edit, PersonId } from './demo.ts';
import { readTree } from './files.ts';
import { createScreen, type Screen } from './screen.ts';
import { begin, filesIn, isChanged, isUnsaved, type Lab, openIn, step } from './state.ts';

export interface Ports {
  readonly runtime: Runtime;
  /** @param heard what the API prints */
  container(heard: (text: string) => void): Promise<ContainerHost>;
  tab(): Promise<Host>;
  now(): number;
}

export interface Session extends Observable<Lab> {
  readonly api: Screen;
  readonly shell: Screen;
  start(kind: 'container' | 'tab'): Promise<void>;
  /** Ends what starts or runs, and starts the tab. */
  insteadInTab(): Promise<void>;
  stop(): void;
  open(path: string): Promise<void>;
  type(text: string): void;
  /** Writes every file that was changed, and starts the API again. */
  saveAndRestart(): Promise<void>;
  /** The open file as the build made it, in the editor. */
  putBack(): void;
  /** Opens the file and makes the edit in the editor: nothing is written yet. */
  prepare(edit: Edit): Promise<void>;
  send(ask: Ask): Promise<void>;
  /** Starts the container's shell, once. */
  openShell(size: { cols: number; rows: number }): Promise<void>;
  typeInShell(text: string): void;
  clearLog(): void;
}

/** Milliseconds after which the tab is offered while a container starts. */
const patience = 6_000;

export function createSession({ runtime, container, tab, now }: Ports): Session {
  const store = createStore(begin, step);
  const api = createScreen();
  const shell = createScreen();
  const tokens = new WeakMap<Running, Map<PersonId, string>>();
  let host: ContainerHost | null = null;
  let input: WritableStreamDefaultWriter<string> | null = null;
  const tell = (text: string, tone?: LogLine['tone']) =>
    store.send({ kind: 'told', line: { at: now(), text, ...(tone && { tone }) } });

  runtime.subscribe(() => {
    if (runtime.running !== null || store.state.tree === null) return;
    input = null;
    const lost = filesIn(store.state, isChanged).map(({ path }) => path);
    if (lost.length > 0) tell(`Your edits ended with the container: ${lost.join(', ')}.`);
    store.send({ kind: 'gone' });
  });

  const inside = (): Inside => {
    if (!host?.inside) throw new Error('there is no container');
    return host.inside;
  };

  async function start(kind: 'container' | 'tab'): Promise<void> {
    const slow = setTimeout(() => {
      if (kind === 'container') store.send({ kind: 'slow' });
    }, patience);
    try {
      if (kind === 'container') {
        api.clear();
        shell.clear();
        host ??= await container(api.push);
        await runtime.boot(host);
        inside().onCrash(({ detail }) => {
          store.send({ kind: 'api', api: { kind: 'down', detail } });
          tell('The API ended by itself. Its last words are in the terminal.', 'fail');
        });
        store.send({ kind: 'listed', tree: await readTree(inside().files) });
      } else await runtime.boot(await tab());
      tell(`Started: ${runtime.running?.client.label.text ?? ''}`, 'pass');
    } catch (error) {
      // The runtime's state holds the cause, and the plate shows it.
      tell(error instanceof RuntimeFault ? `Not started (${error.why.code}).` : 'Not started.', 'fail');
    } finally {
      clearTimeout(slow);
      if (store.state.tree === null) store.send({ kind: 'gone' });
    }
  }

  /** The file that was asked for last is the one that is shown. */
  let asked = '';
  async function open(path: string): Promise<void> {
    asked = path;
    const { files } = inside();
    try {
      const saved = await files.readFile(path, 'utf-8');
      if (asked === path && store.state.tree) store.send({ kind: 'opened', path, saved });
    } catch {
      if (!store.state.tree) return;
      tell(`${path} could not be read: a shell may have moved or deleted it. The list is new.`, 'fail');
      store.send({ kind: 'listed', tree: await readTree(files) });
    }
  }

  async function saveAndRestart(): Promise<void> {
    if (store.state.api.kind === 'restarting') return;
    store.send({ kind: 'api', api: { kind: 'restarting' } });
    const begun = now();
    try {
      for (const { path, text } of filesIn(store.state, isUnsaved)) {
        await inside().files.writeFile(path, text);
        store.send({ kind: 'saved', path, text });
        tell(`Wrote ${path}.`);
      }
      // Keys are made at each start: nobody is signed in afterwards.
      if (runtime.running) tokens.delete(runtime.running);
      await inside().restart(new AbortController().signal);
      store.send({ kind: 'api', api: { kind: 'up' } });
      tell(`The API answers again after ${((now() - begun) / 1000).toFixed(1)} s.`, 'pass');
    } catch (error) {
      if (runtime.running === null) return;
      const detail = error instanceof RuntimeFault ? error.why.detail : String(error);
      store.send({ kind: 'api', api: { kind: 'down', detail } });
      tell('The API did not start again. The files are as you left them.', 'fail');
    }
  }

  async function tokenOf(running: Running, person: PersonId): Promise<string> {
    const known = tokens.get(running) ?? new Map<PersonId, string>();
    tokens.set(running, known);
    const had = known.get(person);
    if (had !== undefined) return had;
    const answer = await running.client.fetch('/v1/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: users[person].email, password: examplePassword }),
    });
    if (answer.status !== 201)
      throw new Error(`Not sent: signing in was answered with ${statusText(answer.status)}.`);
    const { accessToken } = await answer.json();
    tell(`${users[person].name} signed in.`);
    known.set(person, accessToken);
    return accessToken;
  }

  async function send(ask: Ask): Promise<void> {
    const { running } = runtime;
    if (running === null || store.state.sending) return;
    store.send({ kind: 'sending' });
    try {
      const token = ask.person === 'nobody' ? null : await tokenOf(running, ask.person);
      const got = await exchange(running, {
        method: ask.method,
        path: ask.path,
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(ask.body !== '' && { 'content-type': 'application/json' }),
          ...(ask.method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
        },
        ...(ask.body !== '' && { body: ask.body }),
      });
      const { status } = got.answered;
      if (status === 401 && ask.person !== 'nobody') tokens.get(running)?.delete(ask.person);
      tell(
        `${ask.method} ${ask.path}: ${statusText(status)} in ${got.milliseconds.toFixed(0)} ms`,
        toneOf(status),
      );
      store.send({ kind: 'answered', exchange: got });
    } catch (error) {
      const why = error instanceof RuntimeFault ? 'the API does not answer' : (error as Error).message;
      tell(`${ask.method} ${ask.path}: ${why}`, 'fail');
      store.send({ kind: 'unanswered' });
    }
  }

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    api,
    shell,
    start,
    async insteadInTab() {
      runtime.stop();
      await start('tab');
    },
    stop: () => runtime.stop(),
    open,
    type: (text) => store.send({ kind: 'typed', text }),
    saveAndRestart,
    putBack() {
      const file = openIn(store.state);
      if (file) store.send({ kind: 'typed', text: file.original });
    },
    async prepare({ path, find, put }) {
      if (store.state.path !== path) await open(path);
      const file = openIn(store.state);
      if (file?.path === path && !file.text.includes(put))
        store.send({ kind: 'typed', text: file.text.replace(find, () => put) });
    },
    send,
    async openShell(size) {
      if (input) return;
      const process = await inside().shell(size);
      input = process.input.getWriter();
      const reader = process.output.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        shell.push(value);
      }
      input = null;
      shell.push('\r\nThe shell has ended.\r\n');
    },
    typeInShell(text) {
      void input?.write(text);
    },
    clearLog: () => store.send({ kind: 'cleared' }),
  };
}
