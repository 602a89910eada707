import { afterEach, describe, expect, it } from 'vitest';
import { readFragment } from '../kit/fragment.ts';
import { contractIds, contractOf } from './contracts.ts';
import type { Isolate } from './isolate/isolate.ts';
import { ended, type Outcome, type Task } from './isolate/task.ts';
import { forLink, linked } from './link.ts';
import { ownExamples, ownSource } from './own.ts';
import { placeInSchema } from './schema-place.ts';
import { createSession } from './session.ts';
import { chosenIn, counted, isShown, listIn, mostValues, subjects, verdictIn, waysIn } from './state.ts';
import { placeInValue } from './value-place.ts';
import { statusIn, toldOf } from './words.ts';

const accepted: Outcome = {
  kind: 'found',
  found: { verdicts: ownExamples.map(() => ({ kind: 'accepted', output: '1' })), sides: null, ways: null },
};

function made(answer: (task: Task) => Promise<Outcome> = async () => accepted) {
  const tasks: Task[] = [];
  const isolate: Isolate = {
    run: (task) => {
      tasks.push(task);
      return answer(task);
    },
    stop: () => {},
    warm: () => {},
    close: () => {},
  };
  const session = createSession({
    isolate: async () => isolate,
    places: async () => ({ value: placeInValue, schema: placeInSchema }),
    now: () => 0,
  });
  return { session, tasks };
}
const verdicts = (session: ReturnType<typeof made>['session']) =>
  listIn(session.state).values.map((value) => verdictIn(session.state, value)?.kind ?? null);

describe('the first frame', () => {
  it.each(contractIds)('of %s: three values, the first accepted, the others refused', (id) => {
    const { session, tasks } = made();
    session.choose(id);
    expect(verdicts(session)).toEqual(['accepted', 'refused', 'refused']);
    expect(tasks).toEqual([]);
  });

  it('shows at once what three ways make of one member too many', () => {
    const { session } = made();
    const ways = waysIn(session.state);
    expect([ways?.strict.kind, ways?.strip.kind, ways?.loose.kind]).toEqual([
      'refused',
      'accepted',
      'accepted',
    ]);
    expect(ways?.strip).toMatchObject({ output: expect.not.stringContaining('admin') });
    expect(ways?.loose).toMatchObject({ output: expect.stringContaining('admin') });
  });
});

describe('values of a contract', () => {
  it('are judged as they are written; text that is no JSON is said to be none', () => {
    const { session } = made();
    session.write('{"email": "ada@aster.example", "password": "x"}');
    expect(verdicts(session)[2]).toBe('accepted');
    session.write('{"email": ');
    expect(verdicts(session)[2]).toBe('unread');
    session.write('{"email": "a@b.example", "email": "c@d.example", "password": "x"}');
    expect(verdicts(session)[2]).toBe('unread');
    session.write('{"email": 7, "password": "x"}');
    expect(verdicts(session)[2]).toBe('refused');
  });

  it('can be added, chosen, removed, but not to the last', () => {
    const { session } = made();
    const id = session.add('Mine', '{}');
    expect(chosenIn(session.state)).toMatchObject({ id, name: 'Mine' });
    for (const value of [...listIn(session.state).values]) session.remove(value.id);
    expect(listIn(session.state).values).toHaveLength(1);
  });

  it('come by the dozen: near misses are refused, valid ones accepted, both can be told apart and taken away', async () => {
    const { session } = made();
    await session.makeNearMisses();
    const near = counted(session.state);
    expect(near.all).toBeGreaterThanOrEqual(53);
    expect([near.accepted, near.unexpected]).toEqual([1, 0]);
    await session.makeValid();
    const both = counted(session.state);
    expect([both.accepted, both.unexpected]).toEqual([26, 0]);
    session.filter('accepted');
    expect(listIn(session.state).values.filter((value) => isShown(session.state, value))).toHaveLength(26);
    for (let n = 0; n < 20; n += 1) await session.makeValid();
    expect(listIn(session.state).values.length).toBe(mostValues);
    session.removeMade();
    expect(verdicts(session)).toEqual(['accepted', 'refused', 'refused']);
  });

  it('a jump chooses the value and grows by one each time', () => {
    const { session } = made();
    const [, second] = listIn(session.state).values;
    const verdict = second && verdictIn(session.state, second);
    const [issue] = verdict?.kind === 'refused' ? verdict.issues : [];
    if (!second || !issue) throw new Error('the second value is refused');
    session.jump(second.id, issue);
    expect(session.state).toMatchObject({ spot: { issue, jump: 1 } });
    session.jump(second.id, issue);
    expect(session.state.spot?.jump).toBe(2);
    expect(chosenIn(session.state)).toBe(second);
  });
});

describe('a schema of the reader’s', () => {
  it('runs when asked and not before, with the chosen value first', async () => {
    const { session, tasks } = made();
    session.choose('own');
    session.writeOwn(`${ownSource}\n`);
    expect(verdicts(session)).toEqual([null, null, null]);
    expect(tasks).toEqual([]);
    await session.run();
    expect(tasks.map(({ source }) => source)).toEqual([`${ownSource}\n`]);
    expect(tasks[0]?.values[0]).toBe(chosenIn(session.state)?.text);
    expect(verdicts(session)).toEqual(['accepted', 'accepted', 'accepted']);
    session.write('{}');
    expect(verdicts(session)).toEqual(['accepted', 'accepted', null]);
    session.writeOwn(ownSource);
    expect(verdicts(session)).toEqual([null, null, null]);
  });

  it('does not show results of a text that was changed meanwhile', async () => {
    const { session } = made(async () => {
      session.writeOwn('changed');
      return accepted;
    });
    session.choose('own');
    await session.run();
    expect(session.state.results).toBe(null);
  });

  it('that is ended says why, and what to press', async () => {
    const { session } = made(async () => ended('time', '1000'));
    session.choose('own');
    await session.run();
    expect(statusIn(session.state)).toEqual({
      kind: 'failed',
      what: 'Ended after 1 second: the schema was still running.',
      next: 'Change the schema and press Run.',
    });
    const gone = made(() => Promise.reject(new Error('secret')));
    gone.session.choose('own');
    await gone.session.run();
    expect(statusIn(gone.session.state)).toMatchObject({
      kind: 'failed',
      next: expect.stringMatching(/Run/),
    });
  });

  it('begins as a copy of a contract when wanted', () => {
    const { session } = made();
    session.copyToOwn();
    expect(session.state).toMatchObject({ subject: 'own', own: contractOf('sign-in').source });
    expect(listIn(session.state).values.map(({ name }) => name)).toEqual(
      contractOf('sign-in').examples.map(({ name }) => name),
    );
  });

  it('a near miss that it lets through is marked', () => {
    const value = { id: 1, name: '', text: '', made: { kind: 'near' as const, path: ['a'] } };
    expect(toldOf(value, { kind: 'accepted', output: '' })).toMatchObject({
      text: 'let through',
      tone: 'warn',
    });
    const issue = { path: ['b'], code: 'custom', message: '', check: null, keys: [] };
    expect(toldOf(value, { kind: 'refused', issues: [issue], more: 0 }).text).toBe('refused elsewhere');
    const here = { kind: 'refused' as const, issues: [{ ...issue, path: ['a'] }], more: 0 };
    expect(toldOf(value, here)).toMatchObject({ tone: 'fail' });
  });
});

describe('a link', () => {
  it('brings a stranger’s schema, which nothing runs before Run', async () => {
    const { session, tasks } = made();
    session.open({ subject: 'own', own: 'while (true) {}', values: [{ name: 'a', text: '1' }], chosen: 0 });
    expect(session.state).toMatchObject({ subject: 'own', stranger: true });
    expect(statusIn(session.state)).toMatchObject({ text: expect.stringMatching(/Somebody else wrote it/) });
    await session.makeNearMisses();
    await session.makeValid();
    session.writeOwn('while (true) {} // looked at');
    expect([tasks.length, session.state.stranger]).toEqual([0, true]);
    await session.run();
    expect([tasks.length, session.state.stranger]).toEqual([1, false]);
  });

  it('holds what was written and comes back as it was', () => {
    for (const subject of subjects) {
      const { session } = made();
      session.choose(subject);
      session.add('Mine', '{"a":1}');
      const link = forLink(session.state);
      expect(linked.parse(JSON.parse(JSON.stringify(link)))).toEqual(link);
      const other = made().session;
      other.open(link);
      expect(forLink(other.state)).toEqual(link);
    }
  });

  it('leaves out what a generator made', async () => {
    const { session } = made();
    await session.makeNearMisses();
    expect(forLink(session.state).values).toHaveLength(3);
  });
});

describe('hostile links', () => {
  const own = Object.getOwnPropertyNames(Object.prototype);
  afterEach(() => {
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(own);
  });
  /** The same numbers each time. */
  function numbers(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
      return state / 0x7fffffff;
    };
  }
  const pack = async (text: string): Promise<string> => {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    return Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url');
  };
  const nasty = [
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    '{"__proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    "'; DROP TABLE documents; --",
    'javascript:alert(1)',
    '\u202e\u0000\ud800',
    '['.repeat(5_000),
    '{{constructor.constructor("alert(1)")()}}',
    '9'.repeat(400),
  ];

  it('1,200 of them change nothing but what is shown, and run nothing', async () => {
    const random = numbers(7);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const { session, tasks } = made();
    const seen = new Set<string>();
    for (let n = 0; n < 1_200; n += 1) {
      const state: Record<string, unknown> = {
        subject: pick([...subjects, 'own', '__proto__', 'toString', 7]),
        own: pick([undefined, ...nasty, 'x'.repeat(9_000)]),
        values: pick([
          [],
          [{ name: pick(nasty).slice(0, 70), text: pick(nasty) }],
          [{ name: 'a', text: '{}' }, { name: 'b' }],
          pick(nasty),
          null,
        ]),
        chosen: pick([0, 0, 0, 1, -1, 39, 1e9, '0', null]),
        ...(random() < 0.1 ? { extra: 1 } : {}),
      };
      let text = JSON.stringify(state);
      if (random() < 0.15) text = text.replace('{', '{"__proto__":{"polluted":1},');
      let packed = await pack(text);
      if (random() < 0.2) packed = packed.slice(0, Math.floor(random() * packed.length));
      if (random() < 0.1) packed = packed.replace(/./, pick(['%', '<', '\u0000', 'A', '-']));
      const arrival = await readFragment(`#validation?s=${packed}`, 'validation', linked);
      seen.add(arrival.kind);
      if (arrival.kind !== 'state') continue;
      session.open(arrival.state);
      // All that a view asks for.
      for (const value of listIn(session.state).values) toldOf(value, verdictIn(session.state, value));
      waysIn(session.state);
      counted(session.state);
      statusIn(session.state);
    }
    expect([...seen].sort()).toEqual(['refused', 'state']);
    expect(tasks).toEqual([]);
  });
});

describe('reset', () => {
  it('goes back to the first contract and its values, and back again', async () => {
    const { session } = made();
    expect(session.reset()).toBe(null);
    session.choose('own');
    session.writeOwn('mine');
    session.add('x', '1');
    const undo = session.reset();
    expect(session.state).toMatchObject({ subject: 'sign-in', own: ownSource });
    expect(session.reset()).toBe(null);
    undo?.();
    expect(session.state).toMatchObject({ subject: 'own', own: 'mine' });
    expect(listIn(session.state).values.at(-1)).toMatchObject({ name: 'x' });
  });
});
