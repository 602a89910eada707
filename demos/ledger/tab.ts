// The page's service as the ledger uses it: its own boot, or whatever runs already, put back to the beginning first.
import type { Running } from '../runtime/contract.ts';
import { runtime } from '../runtime/runtime.ts';
import type { Layer } from './demo.ts';
import type { Ports } from './session.ts';

const loadHost = () => import('../runtime/hosts/tab.ts');
let mine: { readonly running: Running; readonly off: Layer | null } | null = null;

async function open(off: Layer | null): Promise<{ running: Running; fresh: boolean }> {
  const layersOff = off === null ? [] : [off];
  let { running } = runtime;
  if (running && mine?.running === running && mine.off === off) return { running, fresh: false };
  if (running?.reset) await running.reset(layersOff);
  else {
    runtime.stop();
    running = await runtime.boot((await loadHost()).tab, { layersOff });
  }
  mine = { running, off };
  return { running, fresh: true };
}

/** Fetches what a start needs, once, when somebody points at the button. */
export function warm(): void {
  if (runtime.state.kind === 'idle') void loadHost().then(({ tab }) => tab.warm());
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
  save(text, name, type) {
    const anchor = document.createElement('a');
    anchor.href = URL.createObjectURL(new Blob([text], { type }));
    anchor.download = name;
    anchor.click();
    // The browser has taken it by then.
    setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
  },
  now: () => Date.now(),
};
