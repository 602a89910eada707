// The rotation lab of one client: sign in, present any token of the family, let time pass, against the rule in this tab or
// against the whole service.
import { graceSeconds } from './demo.ts';
import { type Answer, type Issuer, memoryFamily, type Rule } from './family.ts';
import { type Kept, kept } from './kept.ts';
import { grown, noTree, planted, type Tree } from './tree.ts';

export const grounds = ['grace', 'strict', 'sliding', 'service'] as const;
export type GroundId = (typeof grounds)[number];
export const groundWords: Readonly<Record<GroundId, readonly [name: string, how: string]>> = {
  grace: [`The service’s rule, ${graceSeconds} s of grace`, 'rotate.ts in this tab, tokens in memory'],
  strict: ['The same rule, strict', 'rotate.ts with a grace of 0 s'],
  sliding: ['Sliding grace (wrong)', 'the mistake, written out'],
  service: ['The whole service', 'boots it in this tab: about 5 MB, once'],
};
const rules: Readonly<Record<Exclude<GroundId, 'service'>, Rule>> = {
  grace: { kind: 'rotate', grace: graceSeconds * 1000 },
  strict: { kind: 'rotate', grace: 0 },
  sliding: { kind: 'sliding', window: graceSeconds * 1000 },
};

export interface FamilyShown {
  readonly ground: GroundId;
  readonly issuer: Issuer | null;
  readonly tree: Tree;
  /** Milliseconds since signing in; the service keeps its own. */
  readonly now: number;
  readonly busy: boolean;
  readonly last: { readonly what: string; readonly answer: Answer } | null;
  readonly failed: boolean;
}
export const noFamily: FamilyShown = {
  ground: 'grace',
  issuer: null,
  tree: noTree,
  now: 0,
  busy: false,
  last: null,
  failed: false,
};

export interface FamilySession extends Pick<Kept<FamilyShown>, 'state' | 'subscribe' | 'reset'> {
  choose(ground: GroundId): void;
  signIn(): Promise<void>;
  present(name: string): Promise<void>;
  wait(milliseconds: number): void;
}

/** @param service the API's own flow. @throws RuntimeFault when it does not start */
export function createFamilySession(service: () => Promise<Issuer>): FamilySession {
  const store = kept(noFamily);
  const random = () => crypto.getRandomValues(new Uint8Array(32));

  async function turn(work: () => Promise<Partial<FamilyShown>>): Promise<void> {
    const { ground, busy, tree } = store.state;
    if (busy) return;
    store.change({ busy: true, failed: false });
    let to: Partial<FamilyShown>;
    try {
      to = await work();
    } catch {
      to = { failed: true };
    }
    // Reset or another choice meanwhile: what came belongs to nothing here.
    const stands = store.state.ground === ground && store.state.tree === tree;
    store.change(stands ? { ...to, busy: false } : { busy: false });
  }

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    reset: store.reset,
    choose(ground) {
      if (ground !== store.state.ground) store.change({ ...noFamily, ground, busy: store.state.busy });
    },
    signIn: () =>
      turn(async () => {
        const { ground } = store.state;
        const issuer =
          ground === 'service' ? await service() : memoryFamily(rules[ground], () => store.state.now, random);
        const answer = await issuer.start();
        const tree = answer.token === null ? noTree : planted(answer.token);
        return { issuer, tree, now: 0, last: { what: 'Sign in', answer } };
      }),
    present: (name) =>
      turn(async () => {
        const { issuer, tree } = store.state;
        const token = tree.nodes.find((node) => node.name === name)?.token;
        if (issuer === null || token === undefined) return {};
        const answer = await issuer.present(token);
        return { tree: grown(tree, name, answer), last: { what: `Present ${name}`, answer } };
      }),
    wait: (milliseconds) => store.change({ now: store.state.now + milliseconds }),
  };
}
