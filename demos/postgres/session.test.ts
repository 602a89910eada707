// The console's engine against a database that answers what a test says: starting, stopping, copies, other tabs, links.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Cause } from '../runtime/contract.ts';
import { createRuntime } from '../runtime/runtime.ts';
import type { Engine, Line } from './connect.ts';
import { Refused } from './database.ts';
import type { KeptCopy } from './kept.ts';
import type { Kind } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { type Console, openConsole } from './session.ts';
import type { Ports } from './state.ts';

const outcome = (tag: string, part: Partial<Outcome> = {}): Outcome => ({
  tag,
  columns: [],
  rows: [],
  more: false,
  notices: [],
  error: null,
  milliseconds: 1,
  transaction: 'I',
  ...part,
});
const error = (message: string, position: number | null = null) =>
  outcome('', {
    tag: null,
    error: { message, code: '42601', detail: null, hint: null, where: null, position },
  });

interface Fake {
  readonly asked: { readonly kind: Kind; readonly asked: unknown }[];
  readonly booted: (ArrayBuffer | null)[];
  /** What each statement gives; null: it never ends. */
  answer: (sql: string) => Outcome | null;
  copy: ArrayBuffer | null;
  refuse: string | null;
  kept: KeptCopy | null;
  full: boolean;
  lockHeld: boolean;
  readonly saved: string[];
  readonly store: Map<string, string>;
  rest(): Promise<void>;
}

let fake: Fake;
let desk: Console;
const kinds = () => fake.asked.map(({ kind }) => kind);
const said = () => desk.state.notice?.text ?? '';

function fakeEngine(): Engine {
  const runtime = createRuntime(() => 0, []);
  return {
    runtime,
    warm: async () => {},
    async boot(database) {
      fake.booted.push(database);
      let end: (cause: Cause) => void = () => {};
      const ended = new Promise<Cause>((resolve) => {
        end = resolve;
      });
      const over = new AbortController();
      await runtime.boot({
        kind: 'tab',
        refusal: () => null,
        boot: async () => ({
          client: { label: { kind: 'tab', text: 'this tab' }, fetch: () => expect.unreachable() },
          ended,
          stop: () => {
            over.abort();
            end({ code: 'cancelled', detail: '' });
          },
        }),
      });
      const never = <T>() =>
        new Promise<T>((_, reject) => over.signal.addEventListener('abort', () => reject(new Error('gone'))));
      const line: Line = {
        async ask(kind, asked, tell = () => {}) {
          fake.asked.push({ kind, asked });
          if (fake.refuse && kind === 'become') throw new Refused(fake.refuse);
          if (kind === 'run') {
            for (const { text } of (asked as unknown as { statements: { text: string }[] }).statements) {
              const one = fake.answer(text);
              if (one === null) return never();
              tell([one]);
              if (one.error) break;
            }
          }
          return (kind === 'settle' ? fake.copy : kind === 'schema' ? [] : null) as never;
        },
      };
      return line;
    },
  };
}

beforeEach(() => {
  let due: (() => void) | null = null;
  const store = new Map<string, string>();
  fake = {
    asked: [],
    booted: [],
    answer: (sql) => outcome(/^(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? 'SELECT'),
    copy: null,
    refuse: null,
    kept: null,
    full: false,
    lockHeld: false,
    saved: [],
    store,
    async rest() {
      due?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const ports: Ports = {
    engine: fakeEngine(),
    shelf: () => ({
      getItem: (name) => store.get(name) ?? null,
      setItem: (name, value) => void store.set(name, value),
      removeItem: (name) => void store.delete(name),
    }),
    cupboard: {
      read: async () => fake.kept,
      async write(copy) {
        if (fake.full) throw new DOMException('full', 'QuotaExceededError');
        fake.kept = copy;
      },
      async forget() {
        fake.kept = null;
        return true;
      },
    },
    locks: () => ({
      request: (async (_name: string, _options: unknown, hold: (lock: unknown) => unknown) =>
        hold(fake.lockHeld ? null : {})) as LockManager['request'],
    }),
    now: () => Date.UTC(2026, 10, 23, 14, 3, 7),
    save: (_file, name) => fake.saved.push(name),
    later(_milliseconds, work) {
      due = work;
      return () => {
        due = null;
      };
    },
  };
  desk = openConsole(ports);
});

describe('a run', () => {
  it('boots, enters the role once, shows each outcome and is remembered', async () => {
    await desk.run();
    expect(kinds()).toEqual(['become', 'run', 'example', 'schema']);
    await desk.run();
    expect(kinds().slice(4)).toEqual(['run']);
    expect(desk.state).toMatchObject({ recorded: false, busy: null, results: { role: 'aster', skipped: 0 } });
    expect(desk.state.history.entries).toHaveLength(1);
    expect([...fake.store.values()].join()).toContain('order by title');
  });

  it('marks the place of an error in the editor, and says what was not run', async () => {
    desk.write('select 1;\nselect x;\nselect 2;\nselect 3');
    fake.answer = (sql) => (sql === 'select x' ? error('no column x', 7) : outcome('SELECT 1'));
    await desk.run();
    expect(desk.state.mark).toEqual({ at: 'select 1;\nselect '.length, message: 'no column x' });
    expect(desk.state.results).toMatchObject({ skipped: 2 });
    desk.write('select 1');
    expect(desk.state.mark).toBe(null);
  });

  it('of a part of the text runs that part', async () => {
    desk.write('select 1; select 2');
    desk.select(10, 18);
    await desk.run();
    expect(fake.asked.find(({ kind }) => kind === 'run')?.asked).toMatchObject({
      statements: [{ text: 'select 2' }],
    });
  });

  it('makes the example table first where it is needed', async () => {
    desk.write('select count(*) from shipments');
    await desk.run();
    expect(kinds()).toEqual(['example', 'become', 'run', 'schema']);
  });

  it('says what the database refuses, and runs nothing', async () => {
    fake.refuse = 'A transaction is open.';
    await desk.run();
    expect(said()).toBe('A transaction is open.');
    expect(kinds()).not.toContain('run');
  });

  it('of a thousand statements shows the first, counts the rest, and never hides the one that failed', async () => {
    desk.write(Array.from({ length: 1_000 }, (_, n) => `select ${n}`).join(';'));
    fake.answer = (sql) => (sql === 'select 900' ? error('no') : outcome('SELECT 1'));
    await desk.run();
    const { blocks, unseen, skipped } = desk.state.results;
    expect([blocks.length, unseen, skipped]).toEqual([61, 840, 99]);
    expect(blocks.at(-1)).toMatchObject({ outcome: { error: { message: 'no' } } });
  });
});

describe('Stop', () => {
  const runaway = async () => {
    const before = fake.answer;
    fake.answer = (sql) => (sql.includes('generate_series') ? null : before(sql));
    desk.write('select sum(n) from generate_series(1, 1e12) n');
    void desk.run();
    await expect.poll(() => kinds().at(-1)).toBe('run');
    expect(desk.state.busy).toContain('generate_series');
  };

  it('ends a query, brings the last copy back, and says what was lost with it', async () => {
    desk.write('insert into t values (1)');
    fake.copy = new ArrayBuffer(8);
    await desk.run();
    await fake.rest();
    expect(desk.state).toMatchObject({ losses: { since: [] }, copied: expect.any(Number) });
    desk.write('delete from t; select 1');
    await desk.run();
    await runaway();
    await desk.stop();
    expect(fake.booted).toEqual([null, fake.copy]);
    expect(desk.state).toMatchObject({ host: { kind: 'ready' }, busy: null, losses: { since: [] } });
    expect(said()).toMatch(
      /Stopped: select sum.*back as it was at \d\d:\d\d:\d\d\. Lost with it: one change made after that \(delete from t\)\./,
    );
  });

  it('says of a transaction that it went, and of what was rolled back nothing', async () => {
    fake.answer = (sql) =>
      outcome(/^\w+/.exec(sql)?.[0].toUpperCase() ?? '', { transaction: /rollback/.test(sql) ? 'I' : 'T' });
    desk.write('begin; insert into t values (1); rollback');
    await desk.run();
    expect(desk.state.losses).toEqual({ since: [], open: [], transaction: 'I' });
    desk.write('begin; insert into t values (1)');
    await desk.run();
    await runaway();
    await desk.stop();
    expect(said()).toContain(
      'The example data is back as it began. Lost with it: an open transaction with one change.',
    );
  });

  it('where nothing runs ends the database, and Boot goes on from the copy', async () => {
    desk.write('create table t ()');
    fake.copy = new ArrayBuffer(8);
    await desk.run();
    await fake.rest();
    await desk.stop();
    expect(desk.state.host.kind).toBe('stopped');
    await desk.boot();
    expect(fake.booted.at(-1)).toBe(fake.copy);
  });
});

describe('copies', () => {
  it('are not taken inside a transaction', async () => {
    fake.answer = () => outcome('BEGIN', { transaction: 'T' });
    await desk.run();
    await fake.rest();
    expect(kinds()).not.toContain('settle');
  });

  it('are kept in the browser where the reader wants that, and the next visit begins there', async () => {
    fake.copy = new ArrayBuffer(8);
    await desk.keep(true);
    await desk.run();
    await fake.rest();
    expect(fake.kept?.bytes).toBe(fake.copy);
    await desk.keep(false);
    expect(fake.kept).toBe(null);
  });

  it('that the browser does not take are said, and the box is empty again', async () => {
    fake.copy = new ArrayBuffer(8);
    fake.full = true;
    await desk.keep(true);
    await desk.run();
    await fake.rest();
    expect(desk.state.keep).toBe(false);
    expect(said()).toContain('no room');
  });

  it('go into a file, and a file that is none is refused before anything is touched', async () => {
    fake.copy = new ArrayBuffer(8);
    await desk.exportDatabase();
    expect(fake.saved).toEqual(['postgres-20261123-1403.tar']);
    await desk.importDatabase(new File(['hello'], 'a.tar'));
    expect(said()).toContain('no export of this console');
    expect(fake.booted).toHaveLength(1);
  });
});

it('a second tab is told, and starts nothing', async () => {
  fake.lockHeld = true;
  await desk.run();
  expect(said()).toContain('open in another tab');
  expect([fake.booted, desk.state.host.kind, desk.state.waiting]).toEqual([[], 'idle', false]);
  fake.lockHeld = false;
  await desk.run();
  expect(fake.booted).toHaveLength(1);
});

it('a link’s SQL is shown and never run; changing it makes it one’s own', async () => {
  desk.open({ sql: 'drop table users', role: 'owner' }, true);
  await fake.rest();
  expect([fake.asked, fake.booted]).toEqual([[], []]);
  expect(desk.state).toMatchObject({ text: 'drop table users', foreign: true });
  desk.write('drop table users -- no');
  expect(desk.state.foreign).toBe(false);
});

it('a file of SQL runs, and its error has a line', async () => {
  fake.answer = (sql) => (sql === 'bad' ? error('syntax error', 0) : outcome('SELECT 1'));
  await desk.load(new File(['select 1;\n\nbad;\nselect 2;'], 'my.sql'));
  expect(said()).toContain('my.sql, line 3: syntax error. What ran before it stays; 1 statement');
  expect(desk.state.history.entries).toEqual([]);
});

it('reset brings text, role and data back, and is undone', async () => {
  expect(desk.reset()).toBe(null);
  desk.write('create table t ()');
  desk.setRole('owner');
  await desk.run();
  fake.copy = new ArrayBuffer(8);
  const undo = desk.reset();
  await expect.poll(() => fake.booted.length).toBe(2);
  expect(fake.booted[1]).toBe(null);
  expect(desk.state.role).toBe('aster');
  undo?.();
  await expect.poll(() => fake.booted.length).toBe(3);
  expect([fake.booted[2], desk.state.text, desk.state.role]).toEqual([
    fake.copy,
    'create table t ()',
    'owner',
  ]);
});

it('a lesson goes step by step, as the owner, and judges what came', async () => {
  desk.lesson('rollback');
  const account = (rows: string[][]) => outcome('SELECT 2', { rows, columns: [{ name: 'name', type: 25 }] });
  fake.answer = (sql) =>
    sql.startsWith('select')
      ? account([
          ['Ines', '100'],
          ['Omar', '20'],
        ])
      : outcome('OK');
  await desk.lessonStep();
  await desk.lessonStep();
  expect(fake.asked.find(({ kind }) => kind === 'become')?.asked).toEqual({ role: 'owner' });
  expect(desk.state.progress?.done.map(({ held }) => held)).toEqual([true, false]);
});
