// Why the container did not start, in the lab's words: here the tab can always take its place. Other causes have the runtime's words.
import { type Status, statusOf } from '../kit/status.ts';
import { worded } from '../runtime/causes.ts';
import type { Cause, CauseCode, State } from '../runtime/contract.ts';

interface Words {
  readonly what: string;
  readonly next: string;
}

const tab = 'Start it in this tab: the same service and console, without files and terminal.';

const said: Partial<Readonly<Record<CauseCode, Words>>> = {
  'no-key': {
    what: 'This copy of the site was built without a key for StackBlitz, so it may not ask for a container.',
    next: tab,
  },
  'not-isolated': {
    what: 'This page is not isolated from other sites, and a container needs memory that is shared between threads.',
    next: 'Reload the page. If that does not help, start it in this tab.',
  },
  unsupported: {
    what: 'This browser cannot hold a container: it gives a page too little memory, or none that is shared.',
    next: tab,
  },
  offline: {
    what: 'There is no connection, and a container comes from StackBlitz.',
    next: 'Start it again when you are connected. The tab needs a connection only the first time.',
  },
  blocked: {
    what: 'StackBlitz did not speak to this page. A blocked domain, blocked third-party cookies and an outage look alike from here.',
    next: `${tab} To ask StackBlitz once more, reload the page first.`,
  },
  'start-timeout': {
    what: 'It took too long, so we stopped waiting.',
    next: `${tab} To ask StackBlitz once more, reload the page first.`,
  },
  crashed: {
    what: 'The service ended in the container before it listened.',
    next: 'Start it again, or start it in this tab.',
  },
  'asset-corrupt': {
    what: 'The project arrived damaged. A proxy, or a network that asks you to sign in, may have changed it.',
    next: 'Start it again, on another network if you can.',
  },
};

/** Why a container cannot be asked for here. */
export function refusalIn(cause: Cause): string {
  return said[cause.code]?.what ?? worded(cause).sentence;
}

export function labStatus(state: State): Status {
  const status = statusOf(state, 'Nothing is loaded and nobody is asked before you press Start.');
  const own = state.kind === 'failed' && state.host === 'container' ? said[state.cause.code] : undefined;
  return own ? { kind: 'failed', ...own } : status;
}
