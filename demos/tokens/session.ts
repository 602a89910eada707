// The token that is looked at: issued, changed, checked at a clock that is moved. What the reader sees is always the check
// of what the reader sees: answers that come late are dropped.

import type { AskedAction, PaperId } from './decision.ts';
import { type AlgId, clockFrom, clockTo, expected, type Part, type PersonId } from './demo.ts';
import { type EditId, edits, withPart } from './edits.ts';
import { examine, type Report } from './examine.ts';
import { type Kept, kept } from './kept.ts';
import { createMint, type Issued, type Mint } from './mint.ts';
import { recorded, recordedVerifier } from './recorded.ts';

export interface Shown {
  readonly person: PersonId;
  readonly alg: AlgId;
  /** Seconds from the token's making. */
  readonly clock: number;
  readonly issued: Issued & { readonly alg: AlgId; readonly person: PersonId; readonly recorded: boolean };
  /** As it stands now, perhaps changed. */
  readonly token: string;
  /** 'hand': changed by typing. */
  readonly edit: EditId | 'hand' | null;
  readonly report: Report;
  readonly busy: boolean;
  /** Making the key and signing, in milliseconds; null: recorded. */
  readonly took: number | null;
  readonly failed: boolean;
  readonly action: AskedAction;
  readonly paper: PaperId;
}

export const begin: Shown = {
  person: 'vera',
  alg: 'RS256',
  clock: 60,
  issued: { ...recorded.issued, alg: 'RS256', person: 'vera', recorded: true },
  token: recorded.issued.token,
  edit: null,
  report: recorded.report,
  busy: false,
  took: null,
  failed: false,
  action: 'documents.read.body',
  paper: 'salaries',
};

export interface TokenSession extends Pick<Kept<Shown>, 'state' | 'subscribe'> {
  choose(to: Partial<Pick<Shown, 'person' | 'alg' | 'action' | 'paper'>>): void;
  issue(): Promise<void>;
  edit(id: EditId): Promise<void>;
  type(part: Part, text: string): Promise<void>;
  /** The token as it was issued. */
  restore(): Promise<void>;
  moveClock(seconds: number): Promise<void>;
  reset(): (() => void) | null;
}

export interface Ports {
  /** Milliseconds. */
  now(): number;
  mint(): Mint;
}

export function createTokenSession(ports: Ports = { now: Date.now, mint: createMint }): TokenSession {
  const store = kept(begin);
  const mint = ports.mint();
  let turn = 0;

  async function show(to: Partial<Shown>): Promise<void> {
    const mine = ++turn;
    // What is typed and moved is there at once; its check follows.
    store.change(to);
    const { token, issued, clock } = store.state;
    const keys = [...mint.verifiers(), await recordedVerifier()];
    const report = await examine(token, keys, expected, (issued.claims.iat + clock) * 1000);
    if (mine === turn) store.change({ report });
  }

  async function issue(): Promise<void> {
    if (store.state.busy) return;
    const { person, alg } = store.state;
    const mine = ++turn;
    store.change({ busy: true, failed: false });
    const began = performance.now();
    try {
      const issued = await mint.issue(person, alg, ports.now());
      if (mine !== turn) return store.change({ busy: false });
      const took = performance.now() - began;
      await show({
        issued: { ...issued, alg, person, recorded: false },
        token: issued.token,
        edit: null,
        clock: 0,
        took,
        busy: false,
      });
    } catch {
      store.change({ busy: false, failed: true });
    }
  }

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    choose: (to) => store.change(to),
    issue,
    edit: (id) => show({ token: edits[id].apply(store.state.issued.token), edit: id }),
    type: (part, text) => show({ token: withPart(store.state.token, part, text), edit: 'hand' }),
    restore: () => show({ token: store.state.issued.token, edit: null }),
    moveClock: (seconds) => show({ clock: Math.min(clockTo, Math.max(clockFrom, Math.round(seconds))) }),
    reset() {
      const undo = store.reset();
      if (undo) turn++;
      return undo;
    },
  };
}
