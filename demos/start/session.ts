// From a draft to a reference number. The text is never lost: it is kept until the service has taken it, every try has the same
// key, and each end leaves the person with a way that works.
import { createStore, type Observable } from '../kit/session.ts';
import { createDelivery, type Ports as DeliveryPorts, type Pressed } from './delivery.ts';
import { type Draft, keepDraft, readDraft, type Shelf } from './draft.ts';
import type { Entry } from './entry.ts';
import type { Context } from './prefill.ts';
import { type Arrived, begin, type Shown, writing } from './shown.ts';
import { merge, nothing, type Typed, typedOf } from './typed.ts';
import { check, empty, isWritten, same, type Values } from './values.ts';

export interface Ports extends DeliveryPorts {
  readonly shelf: Shelf;
  readonly entry: Entry;
  uuid(): string;
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
  another(): void;
}

export function createSession({ shelf, entry, uuid, ...ports }: Ports): Session {
  const store = createStore<Shown, Partial<Shown>>(begin, (shown, change) => ({ ...shown, ...change }));
  const fresh = (): Draft => ({ key: uuid(), values: empty, unsure: false });
  let draft = fresh();
  let wasUnsure = false;
  const delivery = createDelivery(ports, {
    phase: (phase) => store.send({ phase }),
    leaves() {
      wasUnsure = draft.unsure;
      keep({ unsure: true });
    },
    refused: () => keep({ unsure: wasUnsure }),
    arrived,
  });

  const valuesOf = (typed: Typed): Values => {
    const { context, looked } = store.state;
    const { topic = '', from = '', claim = '' } = context;
    return { ...typed, topic, from, claim, looked };
  };
  const keep = (change: Partial<Draft>) => {
    draft = { ...draft, ...change };
    const kept = keepDraft(shelf, draft);
    if (kept !== store.state.kept) store.send({ kept });
  };

  function arrived(mine: Pressed, { reference, at }: Arrived): void {
    entry.write({ reference, at });
    // What was written while it was on its way is not in it.
    const more = isWritten(draft.values) && !same(draft.values, mine.values);
    if (draft.key === mine.key) draft = { ...fresh(), ...(more && { values: draft.values }) };
    keep({});
    store.send({ phase: { kind: 'sent', reference, at, copy: mine.values, more } });
  }

  const send = (typed: Typed, website: string): Promise<void> => {
    if (store.state.phase.kind === 'sending') return Promise.resolve();
    keep({ values: valuesOf(typed) });
    return delivery.press({ key: draft.key, values: draft.values, website });
  };

  /** The form says something else than before. */
  function changed(typed: Typed): void {
    keep({ values: valuesOf(typed) });
    const { phase: at } = store.state;
    if (at.kind === 'writing' && at.faults.length > 0) {
      // A fault goes when it is mended, and none comes while somebody types.
      const checked = check(draft.values);
      const still = checked.kind === 'good' ? [] : checked.faults.map(({ field }) => field);
      const faults = at.faults.filter(({ field }) => still.includes(field));
      if (faults.length < at.faults.length) store.send({ phase: writing(faults) });
    } else if (at.kind === 'waiting' || at.kind === 'stuck' || at.kind === 'hidden-field') stop();
  }

  const blank = () => store.send({ ...begin, before: store.state.before });

  function stop(): void {
    delivery.stop();
    store.send({ phase: writing([], true) });
  }

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    adopt(typed, context) {
      const before = entry.read();
      // Where the browser keeps nothing, the draft is still in this page.
      const found = readDraft(shelf) ?? (isWritten(draft.values) ? draft : null);
      if (found === null) {
        store.send({ context, before });
        keep({ values: valuesOf(typed) });
        return typed;
      }
      draft = found;
      const { topic, from, claim, looked } = found.values;
      const along: Context = { ...(topic && { topic }), ...(from && { from }), ...(claim && { claim }) };
      const restored = found.unsure ? 'unsure' : 'draft';
      store.send({ context: { ...along, ...context }, looked, restored, before });
      const merged = merge(typed, typedOf(found.values));
      keep({ values: valuesOf(merged) });
      return merged;
    },
    near: () => ports.proofs.begin(),
    typed: changed,
    setContext(context) {
      store.send({ context });
      changed(typedOf(draft.values));
    },
    setLooked(looked) {
      store.send({ looked });
      changed(typedOf(draft.values));
    },
    send,
    again: delivery.again,
    stop,
    sendAsNew(typed) {
      keep({ key: uuid(), unsure: false });
      return send(typed, '');
    },
    clear(typed) {
      if (!isWritten(valuesOf(typed)) && !store.state.kept) return null;
      const cleared: Draft = { ...draft, values: valuesOf(typed) };
      const { context, looked } = store.state;
      delivery.drop();
      draft = fresh();
      blank();
      keep({});
      return {
        typed: nothing,
        undo() {
          store.send({ context, looked });
          keep(cleared);
          return typed;
        },
      };
    },
    another: blank,
  };
}
