// The session on a service that only says what the test makes it say: what it does with failures, changes that are left behind,
// layers, a host that goes away, and what it hands out.
import { describe, expect, it } from 'vitest';
import { packHtml } from '../proofs/pack/html.ts';
import { figuresOf, hashOf, inWords, type Pack } from '../proofs/pack/pack.ts';
import { type Proof, proof } from '../proofs/proof.ts';
import type { Cause, Running } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import type { Layer } from './demo.ts';
import { createSession, type Ports } from './session.ts';

const about = { says: 'It is so.', layer: 'L1', weak: {} } as const;
const asks = (id: string, held: boolean): Proof =>
  proof({
    ...about,
    id,
    act: (at) => at.call(`/${id}`),
    expect: (_, is) => is('it is so', held),
  });
const good = asks('good', true);
const bad = asks('bad', false);

const recorded: Pack = {
  title: 'Claims and evidence',
  disclaimer: 'It is not an audit.',
  run: {
    host: 'PostgreSQL',
    commit: '1a2b3c4',
    date: '2026-11-22T00:00:00.000Z',
    sources: 'aa',
    results: 'bb',
    layersOff: [],
  },
  figures: figuresOf([], []),
  kinds: { proven: { sign: '✓', word: 'proven', means: '', count: 2 } },
  sections: { security: '03 Security' },
  claims: ['good', 'bad'].map((id) => ({
    id: `security-${id}`,
    sentence: `The ${id} one holds.`,
    section: 'security',
    kind: 'proven',
    url: 'https://x.example/',
    why: null,
    note: null,
    owasp: ['A01'],
    asvs: ['V8.2.2'],
    proofs: [id],
    tests: [],
  })),
  proofs: [],
  rules: {},
};

/** A page whose service answers everything alike. `data`: what a look into its database finds, look by look. */
function page(data?: string[]) {
  const saved: { text: string; name: string }[] = [];
  const resets: (readonly string[] | undefined)[] = [];
  const asked: string[] = [];
  let gone: (cause: Cause) => void = () => {};
  let over: Cause | null = null;
  let hold: Promise<void> = Promise.resolve();
  const running: Running = {
    client: {
      label: { kind: 'tab', text: 'this tab' },
      async fetch(path) {
        await hold;
        if (over) throw new RuntimeFault(over);
        asked.push(path);
        return Response.json({});
      },
    },
    ...(data && { inspect: async () => ({ fields: ['x'], rows: [[data.shift()]] }) }),
    reset: async (layers) => void resets.push(layers),
    stop() {},
    ended: new Promise((done) => {
      gone = done;
    }),
  };
  let open: Layer | null | undefined;
  const ports: Ports = {
    async open(off) {
      const fresh = open !== off;
      open = off;
      return { running, fresh };
    },
    stop() {},
    recorded: async () => recorded,
    commit: async () => '5d6e7f8',
    html: async (pack) => packHtml(pack, 'body{}'),
    save: (text, name) => void saved.push({ text, name }),
    now: () => Date.UTC(2026, 10, 23),
  };
  return {
    ports,
    saved,
    resets,
    asked,
    die(cause: Cause) {
      over = cause;
      gone(cause);
    },
    holdOn() {
      let go = (): void => {};
      hold = new Promise((done) => {
        go = done;
      });
      return () => go();
    },
  };
}

const outcomes = ({ state }: ReturnType<typeof createSession>) =>
  state.results.map(({ id, outcome }) => `${id} ${outcome.kind}`);

describe('a run', () => {
  it('brings failures first, says whose results they are, and leaves nothing under way', async () => {
    const session = createSession(page().ports, [good, bad]);
    await session.run();
    expect(outcomes(session)).toEqual(['bad failed', 'good held']);
    expect(session.state).toMatchObject({
      doing: { kind: 'nothing' },
      run: { host: 'this tab', commit: '5d6e7f8', layersOff: [] },
      left: expect.stringContaining('nobody looked'),
    });
    await session.run(['good']);
    expect(outcomes(session)).toEqual(['bad failed', 'good held']);
  });

  it('is one at a time', async () => {
    const { ports, asked } = page();
    const session = createSession(ports, [good]);
    await Promise.all([session.run(), session.run()]);
    expect(asked.filter((path) => path === '/good')).toHaveLength(1);
  });

  it('that is cancelled ends after the proof under way', async () => {
    const { ports, holdOn } = page();
    const session = createSession(ports, [good, bad]);
    const go = holdOn();
    const run = session.run();
    const stop = session.subscribe(() => {
      if (session.state.doing.kind !== 'running') return;
      stop();
      session.cancel();
      expect(session.state.cancelling).toBe(true);
    });
    go();
    await run;
    expect(outcomes(session)).toEqual(['good held']);
    expect(session.state).toMatchObject({ doing: { kind: 'nothing' }, cancelling: false });
  });

  it('does not count what a host would have shown that went away', async () => {
    const { ports, die } = page();
    const leaves = proof({
      ...about,
      id: 'leaves',
      async act(at) {
        die({ code: 'worker-died', detail: '' });
        return at.call('/');
      },
      expect: (_, is) => is('it answers', true),
    });
    const session = createSession(ports, [leaves, good]);
    await session.run();
    expect(outcomes(session)).toEqual(['leaves not-run']);
  });

  it('that cannot begin says why and can be tried again', async () => {
    const { ports } = page();
    const open = () => Promise.reject(new RuntimeFault({ code: 'offline', detail: '' }));
    const session = createSession({ ...ports, open }, [good]);
    await session.run();
    expect(session.state).toMatchObject({ doing: { kind: 'nothing' }, results: [] });
    expect(session.state.log.at(-1)?.text).toContain('does not run');
  });
});

describe('the example data', () => {
  it('is looked at before and after, and reset only when it differs', async () => {
    for (const [data, resets, said] of [
      [['a', 'a'], [], 'is as it was'],
      [['a', 'b'], [[]], 'was reset'],
    ] as const) {
      const at = page([...data]);
      const session = createSession(at.ports, [good]);
      await session.run();
      expect(at.resets).toEqual(resets);
      expect(session.state.left).toContain(said);
    }
  });
});

describe('a layer that is switched off', () => {
  it('begins with no results, and what stays is put back without it too', async () => {
    const { ports, resets } = page(['a', 'a', 'a', 'b']);
    const session = createSession(ports, [good, bad]);
    await session.run();
    session.switchOff('L4');
    await session.run(['good']);
    expect(outcomes(session)).toEqual(['good held']);
    expect(session.state.run?.layersOff).toEqual(['L4']);
    expect(resets).toEqual([['L4']]);
  });
});

describe('what is handed out', () => {
  it('has the page’s figures, and hashes that can be made again; it names nothing to fetch', async () => {
    const { ports, saved } = page();
    const session = createSession(ports, [good, bad]);
    await session.run();
    await session.save('json');
    await session.save('html');
    const pack = JSON.parse(saved[0]?.text ?? '') as Pack;
    expect(saved.map(({ name }) => name)).toEqual(['evidence-2026-11-23.json', 'evidence-2026-11-23.html']);
    expect(pack.figures).toEqual(figuresOf(recorded.claims, session.state.results));
    expect(pack.figures.claims).toEqual({ of: 2, held: 1, failed: 1, notRun: 0 });
    expect(pack.run?.results).toBe(await hashOf(pack.proofs));
    const html = saved[1]?.text ?? '';
    for (const said of [
      recorded.disclaimer,
      inWords(pack.figures.claims),
      pack.run?.results ?? '',
      'V8.2.2',
      'this tab',
    ])
      expect(html).toContain(said);
    expect(html).not.toMatch(/<(?:script|img|iframe)|<link(?! rel="icon" href="data:)|url\(|@import/);
    expect(html.indexOf('What did not hold')).toBeLessThan(html.indexOf('The good one holds.'));
  });
});

it('reset forgets the results and can be undone', async () => {
  const session = createSession(page().ports, [good]);
  expect(session.reset()).toBeNull();
  await session.run();
  const undo = session.reset();
  expect(session.state).toMatchObject({ results: [], run: null });
  undo?.();
  expect(outcomes(session)).toEqual(['good held']);
});
