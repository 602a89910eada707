// What leaves this page: every request it makes, as the browser counts them, and what the page's policy allows.
import { createStore, type Observable } from '../kit/session.ts';

export interface Leaving {
  /** Addresses asked for since counting began, the newest last. */
  readonly requests: readonly string[];
  readonly counting: boolean;
  readonly probe: Probe | null;
}
export type Probe =
  /** `policy`: the whole of it, as the browser enforces it. */
  | { readonly kind: 'stopped'; readonly directive: string; readonly policy: string }
  | { readonly kind: 'not stopped' };

/** Nobody has this address (RFC 2606). Nothing is in the request. */
const elsewhere = 'https://elsewhere.invalid/';

export interface LeavingWatch extends Observable<Leaving> {
  /** Counts from now on. @returns how to stop */
  begin(): void;
  end(): void;
  /** Tries to send an empty request elsewhere. The browser must refuse, and tells with which policy. */
  tryIt(): Promise<void>;
}

type Event =
  | { readonly kind: 'begin' }
  | { readonly kind: 'end' }
  | { readonly kind: 'requests'; readonly names: readonly string[] }
  | { readonly kind: 'probed'; readonly probe: Probe };

export const notCounting: Leaving = { requests: [], counting: false, probe: null };
const most = 50;

function step(state: Leaving, event: Event): Leaving {
  switch (event.kind) {
    case 'begin':
      return { ...state, requests: [], counting: true };
    case 'end':
      return { ...state, counting: false };
    case 'requests':
      return state.counting
        ? { ...state, requests: [...state.requests, ...event.names].slice(-most) }
        : state;
    case 'probed':
      return { ...state, probe: event.probe };
  }
}

export function watchLeaving(): LeavingWatch {
  const store = createStore<Leaving, Event>(notCounting, step);
  const seen = (list: PerformanceObserverEntryList) => {
    const names = list
      .getEntries()
      .map(({ name }) => name)
      .filter((name) => name !== elsewhere);
    if (names.length > 0) store.send({ kind: 'requests', names });
  };
  const observer = typeof PerformanceObserver === 'undefined' ? null : new PerformanceObserver(seen);
  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    begin() {
      if (store.state.counting) return;
      store.send({ kind: 'begin' });
      observer?.observe({ type: 'resource' });
    },
    end() {
      observer?.disconnect();
      store.send({ kind: 'end' });
    },
    async tryIt() {
      let heard: Probe = { kind: 'not stopped' };
      const hear = ({ blockedURI, effectiveDirective, originalPolicy }: SecurityPolicyViolationEvent) => {
        if (elsewhere.startsWith(blockedURI))
          heard = { kind: 'stopped', directive: effectiveDirective, policy: originalPolicy };
      };
      document.addEventListener('securitypolicyviolation', hear);
      await fetch(elsewhere, { method: 'POST', mode: 'no-cors' }).catch(() => undefined);
      // The event is a task of its own, after the refusal.
      await new Promise((done) => setTimeout(done, 50));
      document.removeEventListener('securitypolicyviolation', hear);
      store.send({ kind: 'probed', probe: heard });
    },
  };
}

/** "connect-src 'self'" out of a whole policy. */
export const directiveOf = (policy: string, name: string): string =>
  policy
    .split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${name} `)) ?? `no ${name}`;
