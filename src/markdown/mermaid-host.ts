// The build's side of mermaid.worker.ts: one worker for all pages, started by the first fence that is not cached,
// and the cache. A drawing depends on its text and on nothing else but the versions below.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Drawing, Drawn } from './mermaid.worker.ts';
import { FenceFault } from './mermaid-text.ts';

const cacheFolder = '.cache/mermaid';
const room = 'src/markdown';

/** Everything that shapes a drawing: mermaid, the font, jsdom and our own code. */
async function versions(): Promise<string> {
  const packages = ['mermaid', 'jsdom', 'fontkit', '@fontsource-variable/hanken-grotesk'].map((name) =>
    readFile(resolve('node_modules', name, 'package.json'), 'utf8').then((text) => JSON.parse(text).version),
  );
  const own = (await readdir(room)).filter((name) => /^(?:mermaid|svg).*(?<!\.test)\.ts$/.test(name)).sort();
  const sources = [...own.map((name) => join(room, name)), 'src/diagram/measure.ts'].map((file) =>
    readFile(file, 'utf8'),
  );
  return JSON.stringify(await Promise.all([...packages, ...sources]));
}

let seed: Promise<string> | undefined;
let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, { done: (drawn: Drawn) => void; failed: (error: Error) => void }>();

function ask(text: string): Promise<Drawn> {
  if (!worker) {
    worker = new Worker(resolve(room, 'mermaid.worker.ts'));
    worker.unref();
    worker.on('message', (drawn: Drawn) => {
      waiting.get(drawn.id)?.done(drawn);
      waiting.delete(drawn.id);
      if (waiting.size === 0) worker?.unref();
    });
    worker.on('error', (error) => {
      for (const { failed } of waiting.values()) failed(error);
      waiting.clear();
      worker = undefined;
    });
  }
  worker.ref();
  const id = ++last;
  return new Promise((done, failed) => {
    waiting.set(id, { done, failed });
    worker?.postMessage({ id, text } satisfies Drawing);
  });
}

/** Mermaid's errors count lines in ways of their own and list every token of the grammar: the line itself says more. */
function unreadable(text: string, { problem, line }: Extract<Drawn, { problem: string }>): FenceFault {
  const at = line ?? Number(/on line (\d+)/.exec(problem)?.[1] ?? 1);
  if (!/^Pars/.test(problem)) return new FenceFault(at, `mermaid cannot draw this: ${problem}`);
  const written = text.split('\n')[at - 1]?.trim() ?? '';
  const got = /got '([^']+)'|but found `([^`]+)`/.exec(problem);
  const found = got?.[1] ?? got?.[2];
  return new FenceFault(
    at,
    `mermaid cannot read "${written}"${found ? `; it does not expect ${found}` : ''}`,
  );
}

/** The SVG of a fence's text, with `{fence}` where an id of the page goes. */
export async function drawMermaid(text: string, folder = cacheFolder): Promise<string> {
  seed ??= versions();
  const key = createHash('sha256')
    .update(await seed)
    .update(text)
    .digest('hex')
    .slice(0, 32);
  const file = join(folder, `${key}.svg`);
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return kept;
  const drawn = await ask(text);
  if ('problem' in drawn) throw unreadable(text, drawn);
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.${process.pid}`, drawn.svg);
  await rename(`${file}.${process.pid}`, file);
  return drawn.svg;
}

export async function stopMermaid(): Promise<void> {
  await worker?.terminate();
  worker = undefined;
}
