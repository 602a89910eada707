// The page's runtime as this demo uses it: whatever runs already, else the tab.
import type { Running } from '../runtime/contract.ts';
import { runtime } from '../runtime/runtime.ts';

const loadHost = () => import('../runtime/hosts/tab.ts');
let host: ReturnType<Awaited<ReturnType<typeof loadHost>>['tabHost']> | null = null;

async function tab() {
  const { tabHost } = await loadHost();
  host ??= tabHost();
  return host;
}

/** @throws RuntimeFault */
export const boot = async (): Promise<Running> => runtime.running ?? runtime.boot(await tab());

/** Fetches what a start needs, once, when somebody points at the button. */
export function warm(): void {
  if (runtime.state.kind === 'idle') void tab().then((one) => one.warm());
}
