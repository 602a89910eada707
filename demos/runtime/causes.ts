// Why the API did not start, or went away, in words for somebody who only pressed a button. One entry a code.
import type { Cause, CauseCode, HostKind } from './contract.ts';

export interface Words {
  /** What happened, and why. */
  readonly sentence: string;
  /** What to press or do next. */
  readonly step: string;
  /** Where the same thing can be seen instead; null: nothing else would do better. */
  readonly instead: HostKind | null;
  /** Whether starting again as things are may work. */
  readonly again: boolean;
}

const recorded = 'Read the recorded run: the same requests, answered when this site was built.';

export const causes: Readonly<Record<CauseCode, Words>> = {
  'no-webassembly': {
    sentence:
      'This browser does not allow WebAssembly, and the database needs it. Some phones and company settings switch it off.',
    step: recorded,
    instead: 'recorded',
    again: false,
  },
  'no-worker': {
    sentence: 'This browser does not allow background scripts, and the service runs in one.',
    step: recorded,
    instead: 'recorded',
    again: false,
  },
  offline: {
    sentence: 'There is no connection, and not all parts of the service are on this device yet.',
    step: 'Start it again when you are connected.',
    instead: 'recorded',
    again: true,
  },
  'asset-missing': {
    sentence: 'A part of the service is not where it should be. The site may just have been updated.',
    step: 'Reload the page, then start it again.',
    instead: 'recorded',
    again: true,
  },
  'asset-corrupt': {
    sentence:
      'A part of the service arrived damaged. A proxy, or a network that asks you to sign in, may have changed it.',
    step: 'Start it again, on another network if you can.',
    instead: 'recorded',
    again: true,
  },
  'file-corrupt': {
    sentence:
      'The database file could not be opened. It is damaged, or it was not exported from this service.',
    step: 'Choose another file, or start without one: the example data is there again.',
    instead: null,
    again: true,
  },
  'out-of-memory': {
    sentence: 'This device did not have enough free memory; the service needs about 250 MB.',
    step: 'Close other tabs and start it again, or read the recorded run.',
    instead: 'recorded',
    again: true,
  },
  quota: {
    sentence: 'This browser has no room left to keep data of this site.',
    step: 'Start it again without keeping data, or free some space first.',
    instead: 'recorded',
    again: true,
  },
  'image-outdated': {
    sentence: 'This page and the parts of the service come from two different versions of the site.',
    step: 'Reload the page, then start it again.',
    instead: 'recorded',
    again: true,
  },
  'worker-died': {
    sentence: 'The browser ended the service, most likely to save memory or power. What it held is gone.',
    step: 'Close other tabs and start it again.',
    instead: 'recorded',
    again: true,
  },
  'start-timeout': {
    sentence: 'The service made no progress for a long while, so we stopped waiting.',
    step: 'Start it again. On a slow connection the recorded run is there at once.',
    instead: 'recorded',
    again: true,
  },
  'not-answering': {
    sentence: 'The service has stopped answering. It may be busy with a long query.',
    step: 'Stop it and start it again. What it holds will be gone.',
    instead: 'recorded',
    again: true,
  },
  crashed: {
    sentence: 'The service failed and ended. What it held is gone.',
    step: 'Start it again. If it fails in the same way, read the recorded run.',
    instead: 'recorded',
    again: true,
  },
  'other-host': {
    sentence:
      'The service already runs somewhere else on this page, and one at a time is enough for a device.',
    step: 'Stop the one that runs, then start this one.',
    instead: null,
    again: true,
  },
  unreachable: {
    sentence:
      'The server could not be reached from here. It may be down, or the network or browser does not allow it.',
    step: 'Check the connection and start again, or run it in this tab.',
    instead: 'tab',
    again: true,
  },
  'not-isolated': {
    sentence: 'This page was not opened in the isolated way that running Node in a browser needs.',
    step: 'Reload the page. If that does not help, run it in this tab.',
    instead: 'tab',
    again: false,
  },
  'no-key': {
    sentence:
      'This site has no key for the service that runs Node in a browser, so that is switched off here.',
    step: 'Run it in this tab: the same service, without the terminal.',
    instead: 'tab',
    again: false,
  },
  blocked: {
    sentence:
      'This browser or network refused a part that the service needs. Company settings and extensions do that.',
    step: recorded,
    instead: 'recorded',
    again: true,
  },
  unsupported: {
    sentence: 'This browser is too old for it, or lacks something that it needs.',
    step: 'Use a current version of Chrome, Edge, Firefox or Safari, or read the recorded run.',
    instead: 'recorded',
    again: false,
  },
  'not-recorded': {
    sentence: 'This is a recording, and this request is not in it, so there is no answer to show.',
    step: 'Run the service in this tab to try requests of your own.',
    instead: 'tab',
    again: false,
  },
  cancelled: {
    sentence: 'You stopped it.',
    step: 'Start it again whenever you like.',
    instead: null,
    again: true,
  },
  internal: {
    sentence: 'Something went wrong that we did not expect. The fault is ours.',
    step: 'Reload the page and start it again, or read the recorded run.',
    instead: 'recorded',
    again: true,
  },
};

/** The words for a cause. A host is never offered in place of itself. */
export function worded({ code }: Cause, failed: HostKind | null = null): Words {
  const words = causes[code];
  return words.instead === failed ? { ...words, instead: null } : words;
}
