// The small pure parts: store, log, keys, states in words, names of parts.
import { describe, expect, it } from 'vitest';
import { parts as model, views } from '../../src/architecture/model.ts';
import { keyFor, nameOf, type PlateKey } from './keys.ts';
import { clock, type LogLine, withLine } from './log.ts';
import { layerName, partName, parts } from './parts.ts';
import { createStore } from './session.ts';
import { announce, megabytes, statusOf } from './status.ts';

describe('a store', () => {
  it('tells those who listen of another state, and of nothing else', () => {
    const store = createStore(1, (state: number, by: number) => state + by);
    let told = 0;
    const leave = store.subscribe(() => told++);
    store.send(0);
    store.send(2);
    leave();
    store.send(2);
    expect([told, store.state]).toEqual([1, 5]);
  });

  it('lets a listener leave while it is told', () => {
    const store = createStore(0, (state: number, by: number) => state + by);
    const leave = store.subscribe(() => leave());
    let other = 0;
    store.subscribe(() => other++);
    store.send(1);
    expect(other).toBe(1);
  });
});

describe('the log', () => {
  it('keeps the last 200 lines', () => {
    let lines: readonly LogLine[] = [];
    for (let n = 0; n < 203; n++) lines = withLine(lines, { at: n, text: String(n) });
    expect([lines.length, lines[0]?.text, lines.at(-1)?.text]).toEqual([200, '3', '202']);
  });
  it('writes the time to the millisecond', () => {
    expect(clock(new Date(2026, 10, 22, 4, 3, 7, 9).getTime())).toBe('04:03:07.009');
  });
});

describe('keys', () => {
  const key = (name: string, mod?: boolean): PlateKey => ({
    key: name,
    ...(mod && { mod }),
    title: name,
    run: () => {},
  });
  const keys = [key('Enter', true), key('f'), key('?')];
  const press = (
    name: string,
    typing = false,
    held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', true>> = {},
  ) => keyFor(keys, { key: name, ctrlKey: false, metaKey: false, altKey: false, ...held }, typing)?.key;

  it('work alone, or with Ctrl and ⌘ where they say so', () => {
    expect([press('f'), press('F'), press('?'), press('x')]).toEqual(['f', 'f', '?', undefined]);
    expect([
      press('Enter'),
      press('Enter', false, { ctrlKey: true }),
      press('Enter', false, { metaKey: true }),
    ]).toEqual([undefined, 'Enter', 'Enter']);
    expect(press('f', false, { ctrlKey: true })).toBe(undefined);
    expect(press('f', false, { altKey: true })).toBe(undefined);
  });
  it('leave letters to whoever types them', () => {
    expect(press('f', true)).toBe(undefined);
    expect(press('Enter', true, { ctrlKey: true })).toBe('Enter');
  });
  it('have names', () => {
    expect(keys.map(nameOf)).toEqual(['Ctrl or ⌘ + Enter', 'f', '?']);
  });
});

describe('states in words', () => {
  const label = { kind: 'tab', text: 'this tab' } as const;
  it('say what was lost', () => {
    const stopped = (lost: number) => statusOf({ kind: 'stopped', host: 'tab', lost }, '');
    expect([0, 1, 3].map((lost) => announce(stopped(lost)))).toEqual([
      'Stopped. Nothing had been changed, so nothing is lost.',
      'Stopped. One change made here went with it.',
      'Stopped. 3 changes made here went with it.',
    ]);
  });
  it('say why it failed and what to do, with what was lost', () => {
    const failed = statusOf(
      { kind: 'failed', host: 'tab', cause: { code: 'worker-died', detail: '' }, lost: 2 },
      '',
    );
    expect(announce(failed)).toMatch(/ended the service.*2 changes.*start it again/i);
  });
  it('say who answers, and since when', () => {
    const ready = statusOf({ kind: 'ready', host: 'tab', label, milliseconds: 1449 }, '');
    expect(ready).toEqual({ kind: 'ready', text: 'this tab · started in 1.4 s' });
  });
  it('are read out once a kind: bytes are not', () => {
    const loading = (received: number) => announce({ kind: 'loading', received, total: 4_660_000 });
    expect(loading(1)).toBe('Loading 4.7 MB.');
    expect(loading(2_000_000)).toBe(loading(1));
    expect(megabytes(999_999)).toBe('1.0 MB');
  });
});

describe('parts', () => {
  it('have the names of the model, layers those of the drawing of the six', () => {
    const drawn = views['security-layers'];
    const aliases: Readonly<Record<string, { readonly name?: string }>> = drawn.alias ?? {};
    for (const [id, { name, layer }] of Object.entries(parts)) {
      const said = aliases[id]?.name;
      expect([id, name]).toEqual([id, said ?? model[id as keyof typeof model]?.name]);
      const order: readonly string[] = drawn.parts;
      const place = order.indexOf(id);
      expect([id, layer]).toEqual([id, place < 0 ? null : `L${place + 1}`]);
    }
  });
  it('that are not known keep their id', () => {
    expect([partName('waf'), partName('x'), layerName('L4'), layerName('L9')]).toEqual([
      'WAF + DDoS Protection',
      'x',
      'L4 Authorisation',
      'L9',
    ]);
  });
});
