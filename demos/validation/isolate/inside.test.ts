// What a schema may try, in the engine itself: every way of not ending, of taking too much, of getting out.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { GET } from '../../../src/pages/demos/validation/room.js.ts';
import { contractIds, contractOf } from '../contracts.ts';
import { sidesOf } from '../json-schema.ts';
import { judgeText } from '../judge.ts';
import { nearMisses } from '../near-misses.ts';
import { openInside } from './inside.ts';
import { budgetFor, type Outcome } from './task.ts';
import { saidOf } from './words.ts';

let wasm: WebAssembly.Module;
let room: string;
beforeAll(async () => {
  room = await (await GET()).text();
  const file = new URL(import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
  wasm = await WebAssembly.compile(readFileSync(file));
}, 60_000);

/** Milliseconds for what never ends; what does end has all the time it needs. */
const short = 40;
const long = 60_000;
const run = async (source: string, values: readonly string[] = ['{}'], milliseconds = long) =>
  (await openInside(wasm, room)).run({ source, values }, milliseconds);
const codeOf = (outcome: Outcome) => (outcome.kind === 'ended' ? outcome.code : outcome.kind);
/** The engine has no Intl: it writes 4000 where a browser writes 4,000. */
const plain = (verdict: unknown): unknown =>
  JSON.parse(JSON.stringify(verdict).replaceAll(/(?<=\d),(?=\d{3}\b)/g, ''));
const schema = "import * as z from 'zod';\nexport default z.unknown();\n";

describe('a schema of the reader’s', () => {
  it.each(contractIds)('judges as the contract it was cut from: %s', async (id) => {
    const { schema: contract, source, examples } = contractOf(id);
    const sides = sidesOf(contract);
    const near = sides ? nearMisses(sides, JSON.parse(examples[0].text)) : [];
    const texts = [...examples.map(({ text }) => text), ...near.map(({ value }) => JSON.stringify(value))];
    const outcome = await run(source, texts);
    // The gate comes before the contract, and is the API's alone.
    const expected = texts.map((text) => judgeText(contract, text));
    const found = outcome.kind === 'found' ? outcome.found.verdicts : [];
    expect(found).toHaveLength(texts.length);
    for (const [at, verdict] of expected.entries())
      if (verdict.kind !== 'unread') expect(plain(found[at])).toEqual(plain(verdict));
    expect(outcome.kind === 'found' && outcome.found.sides).toEqual(sides);
  });

  it('may have checks that wait, and names of its own for what it exports', async () => {
    const outcome = await run(
      "import { z } from 'zod';\nexport const Order = z.object({ a: z.string().refine(async (s) => s.length > 2, 'short') });",
      ['{"a":"b"}', '{"a":"bcd"}'],
    );
    expect(outcome).toMatchObject({
      found: { verdicts: [{ kind: 'refused' }, { kind: 'accepted' }], ways: null },
    });
  });
});

describe('what does not end is ended', () => {
  it.each([
    ['a loop', 'while (true) {}'],
    ['a loop in a check', 'export default z.any().refine(() => { for (;;); });'],
    ['a loop of promises', '(async () => { for (;;) await 0; })();'],
    ['a loop of promises in a check', 'export default z.any().refine(async () => { for (;;) await 0; });'],
    ['a slow expression', "/^(a+)+$/.test('a'.repeat(40) + '!');"],
    [
      'a slow expression in a check',
      "export default z.any().transform(() => 'a'.repeat(40) + '!').pipe(z.string().regex(/^(a+)+$/));",
    ],
    ['compiled code', "new Function('for (;;);')();"],
    ['a loop that catches', 'for (;;) try { for (;;); } catch {}'],
    [
      'a getter of the result',
      'JSON.parse = () => { for (;;); }; Array.prototype.push = () => { for (;;); }; for (;;);',
    ],
  ])('%s', async (_, source) => {
    const outcome = await run(source, ['{}'], short);
    expect(codeOf(outcome)).toBe('time');
    expect(outcome.kind === 'ended' && saidOf(outcome).what).toMatch(/^Ended after 0 seconds/);
  });

  it('says in which line an error was', async () => {
    const source =
      'const a = null as unknown as string;\n\nconst b: number = a.length;\nexport default z.any();\n';
    expect(await run(source)).toMatchObject({ code: 'threw', line: 3 });
  });

  it.each([
    [
      'a check that waits for nothing',
      'export default z.any().refine(() => new Promise(() => {}));',
      'unsettled',
    ],
    ['recursion', 'function f() { return f() + 1; }\nf();', 'depth'],
    ['a schema in itself', 'const n = z.lazy(() => n);\nexport default n;', 'depth'],
    ['JSON 100,000 deep', "JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));", 'depth'],
    ['an expression 100,000 deep', "eval('('.repeat(100_000));", 'depth'],
    ['a doubling text', "let s = 'x'; for (;;) s += s;", 'memory'],
    ['half a gigabyte of text', "'x'.repeat(2 ** 29).replaceAll('x', 'yy');", 'memory'],
  ])('%s', async (_, source, code) => {
    const outcome = await run(source);
    expect(codeOf(outcome)).toBe(code);
  });
});

describe('there is no way out', () => {
  const names =
    'fetch XMLHttpRequest WebSocket EventSource WebTransport RTCPeerConnection navigator Image importScripts Worker document window self parent top location open postMessage BroadcastChannel localStorage sessionStorage indexedDB caches cookieStore setTimeout setInterval requestAnimationFrame process require2 Buffer console std os bjson WebAssembly SharedArrayBuffer2 crypto performance2 print scriptArgs';

  it('none of the names of a browser, of Node or of the engine’s own library is there', async () => {
    const source = `${schema}const found = ${JSON.stringify(names.split(' '))}.filter((name) => name in globalThis);
      if (found.length > 0) throw new Error(found.join(' '));`;
    expect(codeOf(await run(source))).toBe('found');
  });

  it.each([
    'fetch("https://canary.example/")',
    'new WebSocket("wss://canary.example")',
    'navigator.sendBeacon("/x")',
    'document.cookie',
    'localStorage.length',
    'setTimeout(() => {}, 0)',
    'process.exit()',
  ])('%s ends in its message', async (source) => {
    const outcome = await run(source);
    expect(codeOf(outcome)).toBe('no-such-name');
    expect(outcome.kind === 'ended' && saidOf(outcome).what).toMatch(
      /does not exist here \(line 1\): (nothing in there|it is no Node)/,
    );
  });

  it.each([
    ['an import', "import fs from 'node:fs';\nfs.readFileSync('/');", 'no-module'],
    ['a required module', "require('https://canary.example/x.js');", 'no-module'],
    [
      'the constructor of constructors',
      "globalThis.constructor.constructor('return process')().exit();",
      'no-such-name',
    ],
    ['a worker’s own name', 'new Worker("data:,x");', 'no-such-name'],
  ])('%s', async (_, source, code) => {
    expect(codeOf(await run(source))).toBe(code);
  });

  it.each([
    ['brackets that close the wrapper', '}); while (true) {} (function () {', 'syntax'],
    ['a result that is no result', 'JSON.stringify = () => "[]"; globalThis.room = () => "[]";', 'no-schema'],
    [
      'a schema that is none',
      'export default { _zod: {}, safeParseAsync: async () => ({ success: true, data: 1 }) };',
      'found',
    ],
    [
      'issues that are none',
      'export default { _zod: {}, safeParseAsync: async () => ({ success: false, error: { issues: [{ path: [{}], code: 7, message: {} }] } }) };',
      'nonsense',
    ],
    ['an endless message', 'export default z.any().refine(() => false, "x".repeat(3_000_000));', 'found'],
    ['an error that loops when it is read', 'throw { get message() { for (;;); } };', 'threw'],
    [
      'a result of 30 MB',
      'export default z.any().transform(() => ({ toJSON: () => "x".repeat(8e6) }));',
      'found',
    ],
    ['something thrown that is no error', 'throw null;', 'threw'],
    ['a proxy thrown', 'throw new Proxy({}, { get() { throw 1; } });', 'threw'],
    ['no schema', 'export const a = 1;', 'no-schema'],
    ['no TypeScript', 'const x: = 1;', 'syntax'],
  ])('what comes back is read with care: %s', async (_, source, code) => {
    expect(codeOf(await run(source))).toBe(code);
  });

  it('a forged result is the schema’s word, as text, and changes nothing outside', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const outcome = await run(
      `${schema}Object.prototype.polluted = 1; Array.isArray = () => true; String = null;`,
      ['{"__proto__":{"a":1}}'],
    );
    expect(['found', 'ended']).toContain(outcome.kind);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as { polluted?: number }).polluted).toBe(undefined);
  });
});

it('the budget grows with the machine’s slowness, within bounds', () => {
  expect([10, 90, 250, 9_000].map(budgetFor)).toEqual([1_000, 1_000, 2_500, 5_000]);
});
