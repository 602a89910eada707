// Every worker of the runtime begins as this. It fetches what PostgreSQL needs at once, while the script that will use it, a
// hundred times as long as this one, is still fetched and read.
import type { Boot, FromWorker, Stage } from '../messages.ts';
import { whyNotRunning } from './assets.ts';
import { fetchParts } from './parts.ts';

const say = (message: FromWorker): void => (self as unknown as Worker).postMessage(message);

async function start(message: Boot): Promise<void> {
  // Held until the worker is gone, in whatever way: a killed worker sends no event.
  if (message.lock) void navigator.locks?.request(message.lock, () => new Promise(() => {}));
  const parts = fetchParts(message, (progress) => say({ type: 'progress', progress }));
  // Who waits for them hears of a failure.
  parts.catch(() => {});
  const file = message.manifest.files[message.script];
  const stage: Stage | null = await import(file.path).catch(() => null);
  if (stage) stage.boot(message, parts);
  else say({ type: 'failed', cause: await whyNotRunning(file) });
}

self.addEventListener('message', ({ data }: MessageEvent<Boot>) => void start(data), { once: true });
