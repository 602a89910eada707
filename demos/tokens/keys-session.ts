// The keys' clock and buttons over the table of key-set.ts; one thing at a time.

import { type Kept, kept } from './kept.ts';
import { createKeyTable, type KeySet, type KeyTable } from './key-set.ts';

export interface KeysShown {
  readonly set: KeySet | null;
  readonly busy: boolean;
  /** What was just done, in words. */
  readonly said: string;
}
export const noKeys: KeysShown = { set: null, busy: false, said: '' };
export type KeyDeed = 'publish' | 'retire' | 'sign';

/** A moment to begin at; nothing in the lab asks the wall clock. */
export const keysBegin = Date.UTC(2026, 0, 5, 9);

export interface KeysSession extends Pick<Kept<KeysShown>, 'state' | 'subscribe' | 'reset'> {
  start(): Promise<void>;
  pass(milliseconds: number): Promise<void>;
  do(deed: KeyDeed): Promise<void>;
}

export function createKeysSession(): KeysSession {
  const store = kept(noKeys);
  let table: KeyTable | null = null;

  async function turn(said: string, work: (table: KeyTable, now: number) => Promise<void>): Promise<void> {
    if (store.state.busy) return;
    store.change({ busy: true });
    try {
      if (table === null || store.state.set === null) {
        table = createKeyTable(keysBegin);
        await table.tend(keysBegin);
      }
      await work(table, store.state.set?.now ?? keysBegin);
      store.change({ set: await table.look(), said });
    } finally {
      store.change({ busy: false });
    }
  }
  const words: Readonly<Record<KeyDeed, string>> = {
    publish: 'The next key is published. It signs when every cached key set can hold it: in 5 minutes.',
    retire:
      'The signing key is retired at once, as after a leak. The next one signs; tokens of the old one are refused.',
    sign: 'A token was signed by the key that signs now.',
  };
  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    reset() {
      const was = table;
      const undo = store.reset();
      return (
        undo &&
        (() => {
          table = was;
          undo();
        })
      );
    },
    start: () =>
      turn('The first key signs at once: no key set is cached anywhere yet.', async () => undefined),
    pass: (milliseconds) => turn('The clock was moved.', (keys, now) => keys.pass(now + milliseconds)),
    do: (deed) =>
      turn(words[deed], (keys) =>
        deed === 'publish' ? keys.publishNext() : deed === 'retire' ? keys.retireSigning() : keys.sign(),
      ),
  };
}
