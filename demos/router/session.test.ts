// The demo's states: what a press begins, what comes of it when it is stopped, overtaken or fails, and what a reset takes back.
import { describe, expect, it } from 'vitest';
import type { Asking } from './asking.ts';
import { asking, Broken, Ended, type WorkerLike } from './asking.ts';
import { forLink } from './link.ts';
import type { Ask, FileQuestions, ModelQuestions, Told } from './messages.ts';
import { recorded } from './recorded.ts';
import type { Row } from './row.ts';
import { createSession } from './session.ts';
import { begin } from './state.ts';

/** A worker that answers when the test says so. */
function worker() {
  const started: { asks: Ask[]; tell(told: Told): void; break(): void; gone: boolean }[] = [];
  const start = (): WorkerLike => {
    let tell: (told: Told) => void = () => {};
    let broken = () => {};
    const one = {
      asks: [] as Ask[],
      tell: (told: Told) => tell(told),
      break: () => broken(),
      gone: false,
    };
    started.push(one);
    return {
      postMessage: (message) => void one.asks.push(message),
      terminate: () => {
        one.gone = true;
      },
      hear(message, how) {
        tell = message;
        broken = how;
      },
    };
  };
  const last = () => started.at(-1) as (typeof started)[number];
  const find = (name: string) => last().asks.findLast((one) => one.name === name)?.id ?? -1;
  return {
    start,
    started,
    news: (name: string, news: unknown) => last().tell({ id: find(name), news }),
    async answer(name: string, answer: unknown) {
      last().tell({ id: find(name), answer });
      await settled();
    },
    async break() {
      last().break();
      await settled();
    },
  };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

const rows: readonly Row[] = recorded.rows;
const evidence = { intent: [], urgency: [], spans: { orderNumber: null, amountCents: null, date: null } };
const examples = { raw: [], calibrated: [] };

function open() {
  const [model, file] = [worker(), worker()];
  let tick = () => {};
  const session = createSession({
    model: asking(model.start) as Asking<ModelQuestions>,
    file: asking(file.start) as Asking<FileQuestions>,
    every(_, work) {
      tick = work;
      return () => {
        tick = () => {};
      };
    },
  });
  const finish = async () => {
    model.news('read', rows);
    await model.answer('read', { model: recorded.model, milliseconds: 300 });
  };
  return { session, model, file, finish, tick: () => tick() };
}

describe('routing', () => {
  it('starts no worker before a press, shows what was read as it comes, and then the calibration messages', async () => {
    const { session, model, finish } = open();
    session.open(forLink(begin));
    session.show('curves');
    expect(model.started).toHaveLength(0);
    // The recorded figures are of the first settings, and are not shown as those of others.
    expect(session.looks.look(session.state).figures).toBe(recorded.figures);
    session.open(forLink({ ...begin, settings: { ...begin.settings, threshold: 0.5 } }));
    expect(session.looks.look(session.state).figures).toBeNull();
    expect(model.started).toHaveLength(0);
    session.open(forLink(begin));
    const run = session.run();
    expect(session.state.engine.kind).toBe('starting');
    model.news('read', rows.slice(0, 4));
    expect(session.state).toMatchObject({ live: true, engine: { kind: 'reading', read: 4 } });
    expect(session.looks.look(session.state).figures?.total).toBe(4);
    model.news('read', rows.slice(4));
    await model.answer('read', { model: recorded.model, milliseconds: 300 });
    expect(session.state.engine).toEqual({ kind: 'ready', read: 10, milliseconds: 300 });
    await model.answer('examples', examples);
    await run;
    expect(session.state.examples).toBe(examples);
    await finish();
    expect(session.state.rows).toHaveLength(10);
  });

  it('a setting is a press; other traffic is read anew, and what the first run still says is not mixed in', async () => {
    const { session, model } = open();
    session.set({ threshold: 0.8 });
    expect(session.state.engine.kind).toBe('starting');
    model.news('read', rows.slice(0, 3));
    const [first] = model.started;
    session.set({ elsewhere: 0.34 });
    expect(first?.gone).toBe(true);
    first?.tell({ id: 1, news: rows });
    expect(session.state.rows).toHaveLength(3);
    model.news('read', rows.slice(0, 2));
    expect(session.state.rows).toHaveLength(2);
    expect(model.started[1]?.asks[0]?.ask).toEqual({ elsewhere: 0.34 });
    await settled();
    expect(session.state.engine.kind).toBe('reading');
  });

  it('stopped, it keeps what it has and says so; broken, it says that and another press works', async () => {
    const { session, model, finish } = open();
    void session.run();
    model.news('read', rows.slice(0, 3));
    session.stop();
    await settled();
    expect(session.state.engine).toEqual({ kind: 'stopped', read: 3 });
    void session.run();
    await model.break();
    expect(session.state.engine.kind).toBe('failed');
    void session.run();
    await finish();
    expect(session.state.engine.kind).toBe('ready');
  });
});

describe('looking', () => {
  it('asks what spoke for the message that is looked at, and drops what comes too late', async () => {
    const { session, model, finish } = open();
    void session.run();
    await finish();
    const [, second, third] = rows as [Row, Row, Row];
    session.choose(second.id);
    const asked = model.started[0]?.asks.findLast(({ name }) => name === 'evidence');
    session.choose(third.id);
    model.started[0]?.tell({ id: asked?.id ?? -1, answer: evidence });
    await settled();
    expect(session.state.evidence).toBeNull();
    await model.answer('evidence', evidence);
    expect(session.state.evidence).toEqual({ of: third.id, evidence });
  });

  it('plays one by one to the end of the list, and a press of a message pauses it', async () => {
    const { session, finish, tick } = open();
    void session.run();
    await finish();
    session.play();
    tick();
    tick();
    expect([session.state.chosen, session.state.playing]).toEqual([rows[2]?.id, true]);
    session.choose(rows[5]?.id ?? '');
    expect(session.state.playing).toBe(false);
    session.play();
    for (let i = 0; i < 9; i++) tick();
    expect([session.state.chosen, session.state.playing]).toEqual([rows[9]?.id, false]);
  });

  it('reads a message of the reader’s, and says what to do where there is none', async () => {
    const { session, model } = open();
    await session.readMine();
    expect(session.state.notice).toMatch(/^There is no text yet/);
    session.write('Where is LB-48213?');
    const reading = session.readMine();
    await model.answer('one', { row: { ...rows[0], id: 'm-yours', truth: null }, evidence });
    await reading;
    expect(session.state).toMatchObject({ chosen: 'm-yours', notice: null, mine: { truth: null } });
  });

  it('a reset goes back to the first settings and can be taken back', async () => {
    const { session, finish } = open();
    expect(session.reset()).toBeNull();
    session.set({ method: 'cost', mistakeInReviews: 100 });
    await finish();
    const undo = session.reset();
    expect(session.state.settings).toBe(begin.settings);
    undo?.();
    expect(session.state.settings).toMatchObject({ method: 'cost', mistakeInReviews: 100 });
  });
});

describe('a file', () => {
  const csv = new File(['confidence,correct\n1,1'], 'mine.csv');
  const own = { rows: 1, right: 1, reliable: { bins: [], ece: 0 }, risk: { points: [], area: 0 } };
  const promise = (alpha: number) => ({ alpha, delta: 0.1, guaranteed: {}, naive: {} });

  it('is read with progress, judged, and asked for its threshold; only the last wish counts', async () => {
    const { session, file } = open();
    void session.openFile(csv);
    file.news('file', { read: 10, rows: 1 });
    expect(session.state.file).toMatchObject({ kind: 'reading', name: 'mine.csv', rows: 1 });
    await file.answer('file', { kind: 'own', own });
    expect(session.state.file).toMatchObject({ kind: 'own', promise: null });
    const first = file.started[0]?.asks.findLast(({ name }) => name === 'promise');
    void session.promiseOwn(0.1, 0.1);
    file.started[0]?.tell({ id: first?.id ?? -1, answer: promise(0.03) });
    await settled();
    expect(session.state.file).toMatchObject({ promise: null });
    await file.answer('promise', promise(0.1));
    expect(session.state.file).toMatchObject({ promise: { alpha: 0.1 } });
  });

  it('with faults is not used; cancelled, it is gone; broken, it says so', async () => {
    const { session, file } = open();
    void session.openFile(csv);
    await file.answer('file', { kind: 'faults', faults: [{ line: 2, what: 'x' }], more: false });
    expect(session.state.file).toMatchObject({ kind: 'faults', name: 'mine.csv' });
    void session.openFile(csv);
    session.closeFile();
    await settled();
    expect(session.state.file).toEqual({ kind: 'none' });
    void session.openFile(csv);
    await file.break();
    expect(session.state.file).toEqual({ kind: 'failed', name: 'mine.csv' });
  });
});

it('a question to a worker that ends is refused as ended, to one that breaks as broken, with a fault by its words', async () => {
  const one = worker();
  const link = asking<{ a: { ask: number; news: never; answer: number } }>(one.start);
  const ended = link.ask('a', 1);
  link.end();
  await expect(ended).rejects.toBeInstanceOf(Ended);
  const broken = link.ask('a', 2);
  one.started.at(-1)?.break();
  await expect(broken).rejects.toBeInstanceOf(Broken);
  const faulty = link.ask('a', 3);
  one.started.at(-1)?.tell({ id: 3, fault: 'no' });
  await expect(faulty).rejects.toThrow('no');
});
