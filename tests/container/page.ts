// Runs in the frame that the client makes, in place of StackBlitz's: passes what comes over the client's port on to the stand-in's
// server, and what the server tells back to the client's listeners.
import { answerOn, type Listener, Remote } from './wire.ts';

const listeners = new Map<number, Listener>();
let last = 0;

/** A number in place of a listener: the server tells by it. */
function keep(listener: Listener | undefined): number | null {
  if (!listener) return null;
  last += 1;
  listeners.set(last, listener);
  return last;
}

/** One call. One argument may be bytes: then they are the body, and the others go into the address. */
async function call(name: string, ...args: unknown[]): Promise<unknown> {
  const bytes = args.find((one) => one instanceof Uint8Array);
  const text = JSON.stringify(args.map((one) => (one === bytes && bytes ? { bytes: true } : (one ?? null))));
  const answer = await (bytes
    ? fetch(`/call/${name}?args=${encodeURIComponent(text)}`, {
        method: 'POST',
        body: bytes as Uint8Array<ArrayBuffer>,
      })
    : fetch(`/call/${name}`, { method: 'POST', body: text }));
  if (answer.headers.get('content-type') === 'application/octet-stream')
    return new Uint8Array(await answer.arrayBuffer());
  const { value, error } = await answer.json();
  if (error) throw Object.assign(new Error(error.message), { name: error.name });
  return value ?? undefined;
}

const passing = (prefix: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => call(prefix + name, ...args)]));

const fs = new Remote({
  ...passing('fs.', ['readFile', 'writeFile', 'mkdir', 'rm', 'rename']),
  async readdir(path, options) {
    const entries = await call('fs.readdir', path, options);
    // As the client expects the entries of withFileTypes.
    return (entries as { name: string; type: number }[]).map((entry) =>
      typeof entry === 'string' ? entry : { name: entry.name, 'Symbol(type)': entry.type },
    );
  },
  async watch(path, options, listener) {
    const id = await call('fs.watch', path, options, keep(listener));
    return new Remote({ close: () => call('unwatch', id) });
  },
});

const instance = new Remote({
  fs: () => fs,
  previewScript: () => '',
  runtimeInfo: () => call('runtimeInfo'),
  async run({ command, args, cwd, env, terminal }, _stdout, _stderr, output) {
    const id = await call('run', { command, args, cwd, env, terminal }, keep(output && bytes(output)));
    return new Remote(
      {
        kill: () => call('kill', id),
        write: (text: string) => call('write', id, text),
        resize: (size: unknown) => call('resize', id, size),
      },
      { onExit: call('exit', id) },
    );
  },
  async on(event, listener) {
    const id = await call('on', event, keep(listener));
    return new Remote(() => call('off', id));
  },
  loadFiles: (payload, options) => call('loadFiles', payload, options),
  serialize: (path, options) => call('serialize', path, options),
  setPreviewScript: () => call('setPreviewScript'),
  teardown: () => call('teardown'),
});

/** Output is bytes on this wire, and null at its end. */
const bytes =
  (listener: Listener): Listener =>
  (text) =>
    listener(text === null ? null : new TextEncoder().encode(String(text)));

const server = new Remote({
  async build(options) {
    await call('build', options);
    return instance;
  },
});

const events = new EventSource('/events');
events.onmessage = ({ data }) => {
  const { listener, args } = JSON.parse(data);
  listeners.get(listener)?.(...args);
};
events.onopen = () => {
  events.onopen = null;
  const { port1, port2 } = new MessageChannel();
  answerOn(port1, server);
  parent.postMessage({ type: 'init' }, '*', [port2]);
};
