// This tab's side of the race: joined when the panel is opened, left when the page goes.

import { linkFor } from '../kit/fragment.ts';
import { createStore, type Observable } from '../kit/session.ts';
import { about, graceSeconds } from './demo.ts';
import {
  broadcast,
  type Channel,
  joinRace,
  type Locks,
  type MannerId,
  type Participant,
  type RaceShown,
  webLocks,
} from './two-tabs.ts';

export interface TabsShown extends RaceShown {
  readonly chosen: MannerId;
  readonly joined: boolean;
  /** Opens this panel in another tab; '' until it is made. */
  readonly link: string;
  /** The browser has no BroadcastChannel or no Web Locks. */
  readonly unable: boolean;
}
export const notJoined: TabsShown = {
  me: '',
  serving: false,
  tabs: [],
  race: 0,
  manner: 'strict',
  deeds: [],
  next: null,
  chosen: 'strict',
  joined: false,
  link: '',
  unable: false,
};

export interface TabsSession extends Observable<TabsShown> {
  join(): void;
  choose(chosen: MannerId): void;
  begin(): void;
  count(): void;
}

interface Ports {
  channel(): Channel;
  readonly locks: Locks;
  name(): string;
  link(manner: MannerId): Promise<string>;
}
const ofTheBrowser: Ports = {
  channel: () => broadcast('lavbytes-tokens-race'),
  locks: webLocks,
  name: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => (byte % 36).toString(36)).join(''),
  link: (manner) => linkFor(about.id, { panel: 'tabs', manner }),
};

export function createTabsSession(ports: Ports = ofTheBrowser): TabsSession {
  const store = createStore<TabsShown, Partial<TabsShown>>(notJoined, (state, to) => ({ ...state, ...to }));
  let participant: Participant | null = null;

  const relink = () => void ports.link(store.state.chosen).then((link) => store.send({ link }));

  function join(): void {
    if (participant) return;
    relink();
    const me = ports.name();
    try {
      store.send({ me, tabs: [me], joined: true });
      participant = joinRace({
        me,
        channel: ports.channel(),
        locks: ports.locks,
        grace: graceSeconds * 1000,
        now: Date.now,
        random: () => crypto.getRandomValues(new Uint8Array(32)),
        show: store.send,
      });
    } catch {
      store.send({ unable: true, joined: false });
      return;
    }
    const leave = () => {
      participant?.leave();
      participant = null;
      store.send({ ...notJoined, chosen: store.state.chosen });
    };
    globalThis.addEventListener?.('pagehide', leave, { once: true });
    // A page that comes back from the browser's own cache joins again.
    globalThis.addEventListener?.('pageshow', (event) => event.persisted && join(), { once: true });
  }

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    join,
    choose(chosen) {
      store.send({ chosen });
      relink();
    },
    begin: () => participant?.begin(store.state.chosen),
    count: () => participant?.count(),
  };
}
