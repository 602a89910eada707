// A pasted token lives in this state and nowhere else: not in the link, not in storage, and Reset cannot bring it back.
import { createStore, type Observable } from '../kit/session.ts';
import { checkSignature, type Pasted, readPasted, type SignatureCheck } from './pasted.ts';

export interface PasteShown {
  readonly text: string;
  readonly key: string;
  readonly pasted: Pasted;
  readonly signature: SignatureCheck | null;
}
export const nothingPasted: PasteShown = { text: '', key: '', pasted: { kind: 'nothing' }, signature: null };

export interface PasteSession extends Observable<PasteShown> {
  paste(text: string): Promise<void>;
  checkWith(key: string): Promise<void>;
  forget(): void;
}

export function createPasteSession(): PasteSession {
  const store = createStore<PasteShown, Partial<PasteShown>>(nothingPasted, (state, to) => ({
    ...state,
    ...to,
  }));
  let turn = 0;
  async function check(): Promise<void> {
    const mine = ++turn;
    const { pasted, key } = store.state;
    const signature = pasted.kind === 'token' && key.trim() !== '' ? await checkSignature(pasted, key) : null;
    if (mine === turn) store.send({ signature });
  }
  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    paste(text) {
      store.send({ text, pasted: readPasted(text, Date.now()), signature: null });
      return check();
    },
    checkWith(key) {
      store.send({ key, signature: null });
      return check();
    },
    forget() {
      turn++;
      store.send(nothingPasted);
    },
  };
}
