// What a page has to be and have before a WebContainer can be asked for. Asks nothing of the network.
import type { Cause } from '../contract.ts';

export interface Here {
  readonly isolated: boolean;
  readonly sharedMemory: boolean;
  readonly ios: boolean;
  readonly online: boolean;
  readonly hostname: string;
}

export const hereNow = (): Here => ({
  isolated: globalThis.crossOriginIsolated === true,
  sharedMemory: 'SharedArrayBuffer' in globalThis,
  // iPadOS calls itself a Mac, and no Mac has a touch screen.
  ios:
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1),
  online: navigator.onLine,
  hostname: location.hostname,
});

const local = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The first thing that stands in the way, or null. StackBlitz asks for a key everywhere but on one's own machine. */
export function hindrance(here: Here, key: string | null): Cause | null {
  if (here.ios)
    return { code: 'unsupported', detail: 'iOS and iPadOS give a page too little memory for a WebContainer' };
  if (!here.isolated) return { code: 'not-isolated', detail: 'crossOriginIsolated is false' };
  if (!here.sharedMemory) return { code: 'unsupported', detail: 'no SharedArrayBuffer' };
  if (!key && !local.has(here.hostname))
    return { code: 'no-key', detail: `PUBLIC_WEBCONTAINER_KEY was not set when this site was built` };
  if (!here.online) return { code: 'offline', detail: 'navigator.onLine is false' };
  return null;
}
