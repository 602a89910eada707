// The engine's ports in a browser, and the one console of the page.
import { saveFile } from '../kit/save-file.ts';
import { recordedHost } from '../runtime/hosts/recorded.ts';
import { tab } from '../runtime/hosts/tab.ts';
import { runtime } from '../runtime/runtime.ts';
import operations from './operations.json' with { type: 'json' };
import type { Operation } from './operations.ts';
import { openSandbox, type Sandbox } from './session.ts';
import type { Ports } from './state.ts';
import { link, serve } from './worker-link.ts';

const ports: Ports = {
  runtime,
  tab,
  recorded: recordedHost('look'),
  link,
  serve,
  locks: () => navigator.locks,
  channel: (name) => new BroadcastChannel(name),
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  save: saveFile,
};

let made: Sandbox | null = null;

export function sandbox(): Sandbox {
  made ??= openSandbox(operations as readonly Operation[], ports);
  return made;
}
