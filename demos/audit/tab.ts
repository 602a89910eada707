// The host in this tab, fetched when it is wanted.
import { runtime } from '../runtime/runtime.ts';

const load = () => import('../runtime/hosts/tab.ts');
let host: ReturnType<Awaited<ReturnType<typeof load>>['tabHost']> | null = null;

export async function tab() {
  const { tabHost } = await load();
  host ??= tabHost();
  return host;
}

/** Fetches what a start needs, once, when somebody points at the button. */
export function warm(): void {
  if (runtime.state.kind === 'idle') void tab().then((one) => one.warm());
}
