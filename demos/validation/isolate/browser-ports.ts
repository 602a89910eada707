// The isolated engine's files and worker as this build has them.
import wasmPath from '@jitl/quickjs-wasmfile-release-sync/wasm?url';
import { workerUrl } from '../../runtime/trusted-url.ts';
import type { IsolatePorts } from './isolate.ts';
import workerPath from './reader.worker.ts?worker&url';

const roomPath = '/demos/validation/room.js';

async function bytesOf(path: string, read: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(path);
  if (!response.ok || !response.body) throw new TypeError(`${path} answered ${response.status}`);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    parts.push(value);
    length += value.length;
    read(length);
  }
}

export const browserPorts: IsolatePorts = {
  startWorker() {
    const worker = new Worker(workerUrl(workerPath), { type: 'module' });
    return {
      postMessage: (message) => worker.postMessage(message),
      terminate: () => worker.terminate(),
      hear(message, broken) {
        worker.addEventListener('message', ({ data }) => message(data));
        worker.addEventListener('error', (event) => broken(event.message || 'the worker did not load'));
        worker.addEventListener('messageerror', () => broken('a message could not be read'));
      },
    };
  },
  loadEngine: async (read) => WebAssembly.compile(await bytesOf(wasmPath, read)),
  loadRoom: async (read) => new TextDecoder().decode(await bytesOf(roomPath, read)),
  after(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};
