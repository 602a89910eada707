// The page's service as the ledger uses it: its own boot, or whatever runs already, put back to the beginning first.
import { saveFile } from '../kit/save-file.ts';
import type { Running } from '../runtime/contract.ts';
import { tabOfPage } from '../runtime/page-tab.ts';
import { runtime } from '../runtime/runtime.ts';
import type { Layer } from './demo.ts';
import type { Ports } from './session.ts';

let mine: { readonly running: Running; readonly off: Layer | null } | null = null;

async function open(off: Layer | null): Promise<{ running: Running; fresh: boolean }> {
  const layersOff = off === null ? [] : [off];
  let { running } = runtime;
  if (running && mine?.running === running && mine.off === off) return { running, fresh: false };
  if (running?.reset) await running.reset(layersOff);
  else {
    runtime.stop();
    running = await runtime.boot(await tabOfPage(), { layersOff });
  }
  mine = { running, off };
  return { running, fresh: true };
}

async function fetched<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as T;
}

export const ports: Ports = {
  open,
  stop: () => runtime.stop(),
  recorded: () => fetched('/proofs/evidence.json'),
  commit: async () => (await fetched<{ commit: string }>('/runtime/manifest.json')).commit,
  async html(pack) {
    const [{ packHtml }, { default: css }] = await Promise.all([
      import('../proofs/pack/html.ts'),
      import('../proofs/pack/pack.css?inline'),
    ]);
    return packHtml(pack, css);
  },
  save: (text, name, type) => saveFile(new Blob([text], { type }), name),
  now: () => Date.now(),
};
