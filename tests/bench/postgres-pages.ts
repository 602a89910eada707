// Two pages over the same files: the console's engine without its view, and PGlite alone in a worker. Both know `press()`, which
// resolves after the first result, and `thousand()`, the milliseconds of a thousand small statements.
import { pagesOver } from './runtime-pages.ts';
import type { Serving } from './serving.ts';

const ours = `
  import { theConsole } from '../postgres/browser-ports.ts';
  const desk = theConsole();
  const until = (holds) => new Promise((resolve) => {
    if (holds()) return resolve();
    const end = desk.subscribe(() => { if (holds()) { end(); resolve(); } });
  });
  const quiet = () => until(() => desk.state.busy === null && desk.state.host.kind === 'ready' && desk.state.relations !== null);
  Object.assign(globalThis, {
    async press() {
      const start = performance.now();
      void desk.run();
      await until(() => !desk.state.recorded && desk.state.results.blocks.length > 0);
      const took = performance.now() - start;
      const [first] = desk.state.results.blocks;
      if (first.outcome.rows.length !== 6) throw new Error('not the first example');
      await quiet();
      return took;
    },
    async thousand() {
      await quiet();
      desk.setRole('owner');
      desk.write('select 0');
      await desk.run();
      desk.write(Array.from({ length: 1000 }, (_, n) => 'select ' + n).join(';'));
      const start = performance.now();
      await desk.run();
      const took = performance.now() - start;
      const { blocks, unseen } = desk.state.results;
      if (blocks.length + unseen !== 1000) throw new Error('ran ' + (blocks.length + unseen));
      return took;
    },
    async runaway() {
      desk.write('select sum(sqrt(n)) from generate_series(1, 2000000000) n');
      const query = desk.run();
      await new Promise((later) => setTimeout(later, 1000));
      const start = performance.now();
      const stopped = desk.stop();
      await query;
      const stop = performance.now() - start;
      await stopped;
      desk.write('select 1');
      await desk.run();
      return { stop, back: performance.now() - start };
    },
  });
`;
const bare = `
  import { workerUrl } from './trusted-url.ts';
  let worker;
  const told = (message) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (typeof data === 'number' ? resolve(data) : reject(new Error(data)));
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(message);
  });
  globalThis.press = async () => {
    const start = performance.now();
    const { files } = await (await fetch('/runtime/manifest.json')).json();
    worker = new Worker(workerUrl('/runtime/bare.worker.js'), { type: 'module' });
    await told(files);
    return performance.now() - start;
  };
  globalThis.thousand = () => told('thousand');
`;
const bareWorker = `
  import { openImage } from '#api/storage/from-image.ts';
  const whole = async ({ path }) => (await fetch(path)).arrayBuffer();
  let db;
  self.onmessage = async ({ data }) => {
    try {
      if (data === 'thousand') {
        await db.query('select 0');
        const start = performance.now();
        for (let n = 0; n < 1000; n++) await db.query('select ' + n);
        return self.postMessage(performance.now() - start);
      }
      const [module, fs, tar] = await Promise.all([
        WebAssembly.compileStreaming(fetch(data.wasm.path)), whole(data.data), whole(data.image),
      ]);
      db = await openImage({ wasm: module, data: fs, image: tar });
      await db.query('select 1');
      self.postMessage(0);
    } catch (error) {
      self.postMessage(String(error));
    }
  };
`;

export const postgresPages = (): Promise<Serving> => pagesOver({ ours, bare, 'bare.worker': bareWorker });
