// Two real tabs that share one session. The tab that holds the lock "server" answers for the service, with the service's
// rule; both are clients. They talk over a BroadcastChannel; single flight is a Web Lock. Nothing depends on who is first.
import * as z from 'zod/mini';
import { type Answer, type MemoryFamily, memoryFamily, type Rule } from './family.ts';

export const manners = ['strict', 'grace', 'single', 'sliding'] as const;
export type MannerId = (typeof manners)[number];

const id = z.string().check(z.regex(/^[a-z0-9]{1,12}$/));
const token = z.string().check(z.maxLength(64));
const answer = z.object({
  status: z.number(),
  token: z.nullable(token),
  why: z.string().check(z.maxLength(300)),
});
const said = z.discriminatedUnion('kind', [
  /** A tab is there; the one that serves answers with `roll`. */
  z.object({ kind: z.literal('hello'), from: id }),
  z.object({ kind: z.literal('bye'), from: id }),
  /** The serving tab asks who is there. */
  z.object({ kind: z.literal('who'), from: id }),
  z.object({ kind: z.literal('roll'), from: id, tabs: z.array(id) }),
  /** Any tab to the serving one: let us begin. */
  z.object({ kind: z.literal('begin'), from: id, manner: z.enum(manners) }),
  /** The serving tab to all: refresh now, this is what the storage holds. */
  z.object({
    kind: z.literal('go'),
    from: id,
    race: z.number(),
    manner: z.enum(manners),
    token,
    tabs: z.array(id),
  }),
  z.object({ kind: z.literal('ask'), from: id, race: z.number(), token }),
  z.object({ kind: z.literal('answer'), from: id, to: id, race: z.number(), answer }),
  z.object({ kind: z.literal('read'), from: id, race: z.number() }),
  z.object({ kind: z.literal('stored'), from: id, to: id, race: z.number(), token }),
  z.object({
    kind: z.literal('done'),
    from: id,
    race: z.number(),
    did: z.enum(['refreshed', 'took', 'refused']),
    answer,
  }),
  /** What the token that was given first is answered when it is used next. */
  z.object({ kind: z.literal('next'), from: id, race: z.number(), answer }),
]);
export type Said = z.infer<typeof said>;

export interface Channel {
  post(message: Said): void;
  /** @returns unsubscribe */
  hear(take: (message: Said) => void): () => void;
  close(): void;
}
export interface Locks {
  /** Holds the lock while `work` runs. */
  hold(name: string, work: () => Promise<void>): Promise<void>;
}

export type Deed = {
  readonly tab: string;
  readonly did: 'refreshed' | 'took' | 'refused';
  readonly answer: Answer;
};
export interface RaceShown {
  readonly me: string;
  readonly serving: boolean;
  readonly tabs: readonly string[];
  readonly race: number;
  readonly manner: MannerId;
  readonly deeds: readonly Deed[];
  readonly next: Answer | null;
}

const rules: Readonly<Record<MannerId, (grace: number) => Rule>> = {
  strict: () => ({ kind: 'rotate', grace: 0 }),
  grace: (grace) => ({ kind: 'rotate', grace }),
  single: () => ({ kind: 'rotate', grace: 0 }),
  sliding: (window) => ({ kind: 'sliding', window }),
};

interface Needs {
  readonly me: string;
  readonly channel: Channel;
  readonly locks: Locks;
  readonly grace: number;
  now(): number;
  random(): Uint8Array;
  show(change: Partial<RaceShown>): void;
}

export interface Participant {
  begin(manner: MannerId): void;
  /** Asks again who is there: a tab that crashed said no good-bye. */
  count(): void;
  leave(): void;
}

export function joinRace({ me, channel, locks, grace, now, random, show }: Needs): Participant {
  let serving = false;
  let tabs: readonly string[] = [me];
  let race = 0;
  let family: MemoryFamily | null = null;
  let stored = '';
  let firstGiven: string | null = null;
  let racing = 0;
  let deeds: readonly Deed[] = [];
  const waiting = new Map<string, (message: Said) => void>();
  let gone = false;
  let release: () => void = () => undefined;

  /** To the others and to oneself, as if one heard it too. */
  function tell(message: Said): void {
    if (gone) return;
    channel.post(message);
    void take(message);
  }
  const call = (kind: 'answer' | 'stored', message: Said): Promise<Said> =>
    new Promise((done) => {
      waiting.set(kind, done);
      tell(message);
    });

  async function take(message: Said): Promise<void> {
    switch (message.kind) {
      case 'hello':
        if (serving) roll([...tabs.filter((tab) => tab !== message.from), message.from]);
        return;
      case 'who':
        return channel.post({ kind: 'hello', from: me });
      case 'bye':
        if (serving) roll(tabs.filter((tab) => tab !== message.from));
        return;
      case 'roll':
        tabs = message.tabs;
        return show({ tabs });
      case 'begin':
        return serving ? serve(message.manner) : undefined;
      case 'go':
        race = message.race;
        racing = message.tabs.length;
        deeds = [];
        // Whoever still waits for an answer of the race before goes, and frees its lock.
        for (const done of waiting.values()) done(message);
        waiting.clear();
        show({ race, manner: message.manner, deeds, next: null });
        return message.tabs.includes(me) ? refresh(message.manner, message.token) : undefined;
      case 'ask':
        if (serving && family && message.race === race) {
          const given = await family.present(message.token);
          // The storage that both tabs share: the newest answer is written there.
          if (given.token !== null) stored = given.token;
          firstGiven ??= given.token;
          tell({ kind: 'answer', from: me, to: message.from, race, answer: given });
        }
        return;
      case 'read':
        if (serving && message.race === race)
          tell({ kind: 'stored', from: me, to: message.from, race, token: stored });
        return;
      case 'answer':
      case 'stored':
        if (message.to === me && message.race === race) waiting.get(message.kind)?.(message);
        return;
      case 'done':
        return message.race === race
          ? note({ tab: message.from, did: message.did, answer: message.answer })
          : undefined;
      case 'next':
        return message.race === race ? show({ next: message.answer }) : undefined;
    }
  }

  function roll(all: readonly string[]): void {
    tell({ kind: 'roll', from: me, tabs: [...all] });
  }

  async function serve(manner: MannerId): Promise<void> {
    family = memoryFamily(rules[manner](grace), now, random);
    const { token: first } = await family.start();
    if (first === null) return;
    stored = first;
    firstGiven = null;
    tell({ kind: 'go', from: me, race: race + 1, manner, token: first, tabs: [...tabs] });
  }

  /** What each tab does when its access token has run out. */
  async function refresh(manner: MannerId, had: string): Promise<void> {
    const mine = race;
    const ask = async () => {
      const heard = await call('answer', { kind: 'ask', from: me, race: mine, token: had });
      if (heard.kind !== 'answer') return;
      const { answer: got } = heard;
      tell({
        kind: 'done',
        from: me,
        race: mine,
        did: got.token === null ? 'refused' : 'refreshed',
        answer: got,
      });
    };
    if (manner !== 'single') return ask();
    await locks.hold('lavbytes-tokens-refresh', async () => {
      const heard = await call('stored', { kind: 'read', from: me, race: mine });
      if (heard.kind !== 'stored') return;
      if (heard.token === had) return ask();
      const took = {
        status: 0,
        token: heard.token,
        why: 'The lock was free and the storage held a newer token: no request.',
      };
      tell({ kind: 'done', from: me, race: mine, did: 'took', answer: took });
    });
  }

  async function note(deed: Deed): Promise<void> {
    deeds = [...deeds, deed];
    show({ deeds });
    if (!serving || family === null || deeds.length !== racing) return;
    const mine = race;
    const next = await family.present(firstGiven ?? stored);
    tell({ kind: 'next', from: me, race: mine, answer: next });
  }

  const deaf = channel.hear((message) => void take(message));
  void locks.hold('lavbytes-tokens-server', () => {
    if (gone) return Promise.resolve();
    serving = true;
    show({ serving });
    roll([me]);
    channel.post({ kind: 'who', from: me });
    return new Promise<void>((done) => {
      release = done;
    });
  });
  channel.post({ kind: 'hello', from: me });

  return {
    begin: (manner) => tell({ kind: 'begin', from: me, manner }),
    count() {
      if (!serving) return;
      roll([me]);
      channel.post({ kind: 'who', from: me });
    },
    leave() {
      channel.post({ kind: 'bye', from: me });
      gone = true;
      for (const done of waiting.values()) done({ kind: 'bye', from: me });
      deaf();
      release();
      channel.close();
    },
  };
}

/** Messages of this site's other tabs; what has another form is not ours. */
export function broadcast(name: string): Channel {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    hear(take) {
      const listen = ({ data }: MessageEvent<unknown>) => {
        const parsed = said.safeParse(data);
        if (parsed.success) take(parsed.data);
      };
      channel.addEventListener('message', listen);
      return () => channel.removeEventListener('message', listen);
    },
    close: () => channel.close(),
  };
}

export const webLocks: Locks = {
  hold: async (name, work) => {
    await navigator.locks.request(name, work);
  },
};
