// The tab host as demos use it: whatever runs on the page already, else the API in this tab, fetched when it is wanted.
import type { Running } from './contract.ts';
import { runtime } from './runtime.ts';

export const tabOfPage = async () => (await import('./hosts/tab.ts')).tab;

/** @throws RuntimeFault */
export const boot = async (): Promise<Running> => runtime.running ?? runtime.boot(await tabOfPage());

/** Fetches what a start needs, once, when somebody points at the button. */
export function warm(): void {
  if (runtime.state.kind === 'idle') void tabOfPage().then((tab) => tab.warm());
}
