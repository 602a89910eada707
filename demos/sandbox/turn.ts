// Whose turn it is to run the API among the tabs of this browser: one lock, in whose queue the others wait. A tab learns that
// the API's tab is gone by being given the lock, and gives it back at once: every waiting tab is told, and the reader chooses.
import { hostLock, turnLock } from './protocol.ts';

export type Turn =
  /** Nobody runs the API; `lost`: a tab did until a moment ago. */
  | { readonly kind: 'free'; readonly lost: boolean }
  /** This tab has it. */
  | { readonly kind: 'mine' }
  /** Another tab has it; `ready`: its API answers. */
  | { readonly kind: 'other'; readonly ready: boolean };

export interface Turns {
  readonly turn: Turn;
  /** @returns false when another tab was first. */
  take(): Promise<boolean>;
  /** To be called when the API answers. Once it resolves, the service worker finds this tab: a call before that is a 503. */
  announce(): Promise<void>;
  /** The API here is stopped. */
  release(): void;
  close(): void;
}

export interface TurnPorts {
  readonly locks: LockManager;
  /** Between the tabs: "something changed, look again". */
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'close'> & {
    onmessage: ((event: MessageEvent) => void) | null;
  };
  readonly client: string;
  readonly changed: (turn: Turn) => void;
}

/** Looks once, and resolves with that answer in `turn`. */
export async function openTurns({ locks, channel, client, changed }: TurnPorts): Promise<Turns> {
  let turn: Turn = { kind: 'free', lost: false };
  let closed = false;
  let waiting: AbortController | null = null;
  let held: (() => void)[] = [];

  function become(next: Turn): void {
    if (closed) return;
    turn = next;
    changed(turn);
  }

  async function look(): Promise<void> {
    if (turn.kind === 'mine' || closed) return;
    const names = ((await locks.query()).held ?? []).map(({ name }) => name ?? '');
    // Ours by now, or taken and given back while the browser looked.
    if ((turn as Turn).kind === 'mine' || !names.includes(turnLock)) return;
    become({ kind: 'other', ready: names.some((name) => name.startsWith(hostLock)) });
    if (waiting === null) void wait();
  }

  async function wait(): Promise<void> {
    waiting = new AbortController();
    try {
      await locks.request(turnLock, { signal: waiting.signal }, () => become({ kind: 'free', lost: true }));
    } catch {
      // Not waiting any more: closed.
    }
    waiting = null;
    // Somebody behind us may have taken it in the meantime.
    void look();
  }

  const hold = (name: string): Promise<boolean> =>
    new Promise((resolve) => {
      void locks
        .request(name, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          if (lock !== null) return new Promise<void>((free) => held.push(free));
          return undefined;
        })
        .catch(() => resolve(false));
    });

  function release(): void {
    for (const free of held) free();
    held = [];
    if (turn.kind === 'mine') become({ kind: 'free', lost: false });
  }

  const tell = (): void => channel.postMessage('look');
  channel.onmessage = ({ data }) => {
    if (data === 'look') void look();
  };
  await look();

  return {
    get turn() {
      return turn;
    },
    async take() {
      if (turn.kind === 'mine') return true;
      const got = await hold(turnLock);
      if (got) become({ kind: 'mine' });
      else await look();
      tell();
      return got;
    },
    async announce() {
      await hold(`${hostLock}${client}`);
      // Stopped while the browser took its time.
      if (turn.kind !== 'mine') release();
      tell();
    },
    release() {
      release();
      tell();
    },
    close() {
      closed = true;
      waiting?.abort();
      release();
      channel.onmessage = null;
      channel.close();
    },
  };
}
