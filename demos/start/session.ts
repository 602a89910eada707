// From a draft to a reference number. The text is never lost: it is kept until the service has taken it, every try has the same
// key, and each end leaves the person with a way that works.
import { createStore, type Observable } from '../kit/session.ts';
import { type Draft, keepDraft, readDraft, type Shelf } from './draft.ts';
import type { Context } from './prefill.ts';
import { type Proofs, WorkFailed } from './proof.ts';
import { type Tried, trySending, type Wire, whyNot } from './send.ts';
import { check, empty, type Fault, isWritten, type Values } from './values.ts';

export type Trouble = Extract<Tried, { kind: 'unknown' }>['why'] | 'many' | 'quick' | 'work' | 'refused';

export type Phase =
  | { readonly kind: 'writing'; readonly faults: readonly Fault[] }
  | { readonly kind: 'sending'; readonly step: 'work' | 'send' }
  /** Tries again by itself at `next` (milliseconds). */
  | { readonly kind: 'waiting'; readonly why: Trouble; readonly next: number; readonly tries: number }
  /** Does not try again by itself. */
  | { readonly kind: 'stuck'; readonly why: Trouble }
  | { readonly kind: 'earlier-taken' }
  | { readonly kind: 'hidden-field' }
  | { readonly kind: 'sent'; readonly reference: string; readonly at: string; readonly copy: Values };

export interface Shown {
  readonly phase: Phase;
  readonly context: Context;
  readonly looked: readonly string[];
  /** The draft is on this device. */
  readonly kept: boolean;
  readonly restored: boolean;
}

type Change = Partial<Shown>;

export const begin: Shown = {
  phase: { kind: 'writing', faults: [] },
  context: {},
  looked: [],
  kept: false,
  restored: false,
};

/** What is typed: everything but what the link and the list bring. */
export type Typed = Omit<Values, keyof Context | 'looked'>;

export interface Ports {
  readonly shelf: Shelf;
  readonly wire: Wire;
  readonly proofs: Proofs;
  uuid(): string;
  now(): number;
  /** Calls back once, later. @returns cancel */
  after(milliseconds: number, then: () => void): () => void;
  /** Hears that the line is back. @returns stop */
  onOnline(hear: () => void): () => void;
}

export interface Session extends Observable<Shown> {
  /**
   * The form has come alive: what was typed before stays, the draft fills what is empty, the link says what it is about.
   * @returns what the fields should show
   */
  adopt(typed: Typed, context: Context): Typed;
  /** Somebody is in the form: the work begins. */
  near(): void;
  /** Keeps the draft. */
  typed(typed: Typed): void;
  setContext(context: Context): void;
  setLooked(looked: readonly string[]): void;
  send(typed: Typed, website: string): Promise<void>;
  /** Now, instead of at `next`. */
  again(): void;
  /** Stops trying; the text stays. */
  stop(): void;
  /** A new key: what was sent before stays what it is. */
  sendAsNew(typed: Typed): Promise<void>;
  /** Empties form and draft. @returns what to show, and how to undo it; null when nothing is there */
  clear(typed: Typed): { readonly typed: Typed; undo(): Typed } | null;
  /** After it was sent: a new message. */
  another(): Typed;
}

const typedOf = ({ topic: _t, from: _f, claim: _c, looked: _l, ...typed }: Values): Typed => typed;
const nothing = typedOf(empty);
/** Seconds before the second, third … try. */
export const pauses: readonly number[] = [5, 15, 30, 60, 120, 300];

export function createSession({ shelf, wire, proofs, uuid, now, after, onOnline }: Ports): Session {
  const store = createStore<Shown, Change>(begin, (shown, change) => ({ ...shown, ...change }));
  let key = uuid();
  let last: { readonly typed: Typed; website: string } | null = null;
  let tries = 0;
  let cancel = () => {};

  const valuesOf = (typed: Typed): Values => {
    const { context, looked } = store.state;
    const { topic = '', from = '', claim = '' } = context;
    return { ...typed, topic, from, claim, looked };
  };
  const keep = (typed: Typed) => {
    const kept = keepDraft(shelf, { key, values: valuesOf(typed) });
    if (kept !== store.state.kept) store.send({ kept });
  };
  const phase = (next: Phase) => store.send({ phase: next });

  async function proof(): Promise<{ readonly answer: string } | { readonly why: Trouble }> {
    try {
      return { answer: await proofs.take() };
    } catch (error) {
      return { why: error instanceof WorkFailed ? 'work' : whyNot(wire, error) };
    }
  }

  /** Waits and tries again, at the latest after the last pause; a line that comes back is not waited out. */
  function wait(why: Trouble, seconds?: number): void {
    const pause = seconds ?? pauses[tries - 1];
    if (pause === undefined || pause > 600) {
      phase({ kind: 'stuck', why });
      return;
    }
    const stopTimer = after(pause * 1_000, again);
    const stopOnline = why === 'offline' ? onOnline(again) : () => {};
    cancel = () => {
      stopTimer();
      stopOnline();
    };
    phase({ kind: 'waiting', why, next: now() + pause * 1_000, tries });
  }

  function again(): void {
    cancel();
    if (last !== null) void attempt(last.typed, last.website);
  }

  async function attempt(typed: Typed, website: string): Promise<void> {
    cancel();
    const values = valuesOf(typed);
    const checked = check(values);
    if (checked.kind === 'faults') {
      phase({ kind: 'writing', faults: checked.faults });
      return;
    }
    last = { typed, website };
    tries += 1;
    phase({ kind: 'sending', step: 'work' });
    const worked = await proof();
    if ('why' in worked) {
      if (worked.why === 'work') phase({ kind: 'stuck', why: 'work' });
      else wait(worked.why);
      return;
    }
    phase({ kind: 'sending', step: 'send' });
    const tried = await trySending(wire, { key, lead: checked.lead, proof: worked.answer, website });
    settle(tried, values);
  }

  function settle(tried: Tried, values: Values): void {
    switch (tried.kind) {
      case 'taken':
        shelf.clear();
        proofs.drop();
        last = null;
        key = uuid();
        store.send({
          phase: { kind: 'sent', reference: tried.reference, at: tried.at, copy: values },
          kept: false,
          restored: false,
        });
        return;
      case 'faults':
        phase({ kind: 'writing', faults: tried.faults });
        return;
      case 'proof':
        proofs.drop();
        // At once, but not for ever.
        if (tries < pauses.length) again();
        else phase({ kind: 'stuck', why: 'refused' });
        return;
      case 'later':
        wait(tried.why, Math.max(1, tried.seconds));
        return;
      case 'hidden-field':
        phase({ kind: 'hidden-field' });
        return;
      case 'earlier-taken':
        phase({ kind: 'earlier-taken' });
        return;
      case 'refused':
        phase({ kind: 'stuck', why: 'refused' });
        return;
      case 'unknown':
        wait(tried.why);
        return;
    }
  }

  const send = (typed: Typed, website: string): Promise<void> => {
    if (store.state.phase.kind === 'sending') return Promise.resolve();
    tries = 0;
    keep(typed);
    return attempt(typed, website);
  };

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    adopt(typed, context) {
      const draft = readDraft(shelf);
      if (draft === null) {
        store.send({ context });
        if (isWritten(valuesOf(typed))) keep(typed);
        return typed;
      }
      key = draft.key;
      const { topic, from, claim, looked } = draft.values;
      const before: Context = { ...(topic && { topic }), ...(from && { from }), ...(claim && { claim }) };
      store.send({ context: { ...before, ...context }, looked, restored: true, kept: true });
      const merged = merge(typed, typedOf(draft.values));
      keep(merged);
      return merged;
    },
    near: () => proofs.begin(),
    typed(typed) {
      keep(typed);
      const { phase: at } = store.state;
      if (at.kind === 'writing' && at.faults.length > 0) {
        // A fault goes when it is mended, and none comes while somebody types.
        const checked = check(valuesOf(typed));
        const still = checked.kind === 'good' ? [] : checked.faults.map(({ field }) => field);
        const faults = at.faults.filter(({ field }) => still.includes(field));
        if (faults.length < at.faults.length) phase({ kind: 'writing', faults });
      } else if (at.kind === 'waiting' || at.kind === 'stuck' || at.kind === 'hidden-field') {
        cancel();
        phase({ kind: 'writing', faults: [] });
      }
    },
    setContext: (context) => store.send({ context }),
    setLooked: (looked) => store.send({ looked }),
    send,
    again,
    stop() {
      cancel();
      phase({ kind: 'writing', faults: [] });
    },
    sendAsNew(typed) {
      key = uuid();
      return send(typed, '');
    },
    clear(typed) {
      if (!isWritten(valuesOf(typed)) && !store.state.kept) return null;
      const draft: Draft = { key, values: valuesOf(typed) };
      const { context, looked } = store.state;
      cancel();
      shelf.clear();
      key = uuid();
      store.send({ ...begin });
      return {
        typed: nothing,
        undo() {
          key = draft.key;
          store.send({ context, looked });
          keep(typed);
          return typed;
        },
      };
    },
    another() {
      store.send({ ...begin });
      return nothing;
    },
  };
}

/** What was typed before the script came wins over the draft, field by field. */
function merge(typed: Typed, draft: Typed): Typed {
  const pick = <K extends keyof Typed>(name: K): Typed[K] =>
    typed[name] !== nothing[name] ? typed[name] : draft[name];
  return {
    building: pick('building'),
    stage: pick('stage'),
    matters: pick('matters'),
    name: pick('name'),
    email: pick('email'),
    company: pick('company'),
    budget: pick('budget'),
    time: pick('time'),
    nda: pick('nda'),
  };
}
