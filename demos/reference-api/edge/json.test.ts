// INPUT-01, 04, 05, 06 on the parsing side. Weak twin: JSON.parse without the gate.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../tests/soak.ts';
import { Problem } from '../problem.ts';
import { readJson } from './json.ts';
import { limits } from './limits.ts';

fc.configureGlobal(seeded);

const utf8 = new TextEncoder();
const wide = { depth: 1_000_000, members: 1_000_000 };

function ruleOf(text: string | Uint8Array, most = limits as { depth: number; members: number }): string {
  try {
    readJson(typeof text === 'string' ? utf8.encode(text) : text, most);
    return 'read';
  } catch (error) {
    if (error instanceof Problem) return `${error.code} ${error.extra.rule}`;
    throw error;
  }
}

/** Of this thread's processor: other work on the machine does not count. */
function milliseconds(start: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1_000;
}

const weak = (text: string): unknown => JSON.parse(text);

describe('INPUT-01 any bytes', () => {
  it('are read as JSON.parse reads them, or refused; nothing else happens', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const rule = ruleOf(bytes);
        expect(rule === 'read' || rule.startsWith('malformed-request json.')).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('every JSON value with unique, harmless names comes back as it went', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' }), (value) => {
        const text = JSON.stringify(value);
        const rule = ruleOf(text);
        if (rule === 'read') expect(readJson(utf8.encode(text), limits)).toEqual(JSON.parse(text));
        else expect(rule).toMatch(/member-name|nul|number-range|too-many|too-deep/);
      }),
      { numRuns: 3_000 },
    );
  });

  it('one changed character never makes it accept what JSON.parse refuses', () => {
    const spoilt = fc
      .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom(...'{}[]",:\\u0e1-. \n'))
      .map(([text, at, c]) => text.slice(0, at % (text.length + 1)) + c + text.slice(at % (text.length + 1)));
    fc.assert(
      fc.property(spoilt, (text) => {
        if (ruleOf(text, wide) === 'read') expect(() => JSON.parse(text)).not.toThrow();
      }),
      { numRuns: 5_000 },
    );
  });

  it('bytes that are not UTF-8, a byte order mark and UTF-16 are refused', () => {
    const cases: Uint8Array[] = [
      new Uint8Array([0x22, 0xff, 0x22]),
      new Uint8Array([0x22, 0xc0, 0x80, 0x22]), // overlong NUL
      new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), // a surrogate as UTF-8
      new Uint8Array([0x22, 0xf5, 0x80, 0x80, 0x80, 0x22]), // beyond U+10FFFF
      new Uint8Array([0x22, 0xe2, 0x82, 0x22]), // cut short
      new Uint8Array([0xef, 0xbb, 0xbf, 0x31]),
      new Uint8Array([0xff, 0xfe, 0x31, 0x00]),
      new Uint8Array([0x00, 0x31]),
    ];
    for (const bytes of cases) expect(ruleOf(bytes)).toMatch(/^malformed-request json\.(encoding|grammar)$/);
    expect(new TextDecoder().decode(cases[0])).toContain('�'); // what a lax decoder makes of the first
  });
});

describe('INPUT-04 size and shape', () => {
  const deep = (n: number) => '['.repeat(n) + ']'.repeat(n);
  const objects = (n: number) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`;
  const many = (n: number) => `{${Array.from({ length: n }, (_, i) => `"k${i}":0`).join(',')}}`;

  it.each([
    ['100,000 arrays', 'too-deep', deep(100_000)],
    ['100,000 objects', 'too-deep', objects(100_000)],
    ['100,000 opening brackets alone', 'too-deep', '['.repeat(100_000)],
    ['100,000 members', 'too-many-members', many(100_000)],
    ['one bracket too deep', 'too-deep', deep(limits.depth + 1)],
    ['one member too many', 'too-many-members', many(limits.members + 1)],
    ['1e999', 'number-range', '{"n":1e999}'],
    ['-1e999', 'number-range', '[-1e999]'],
    ['2^53 + 1', 'number-range', '9007199254740993'],
    ['400 digits', 'number-range', `[${'9'.repeat(400)}]`],
    ['a name twice', 'member-twice', '{"a":1,"a":2}'],
    ['a name twice, once escaped', 'member-twice', '{"a":1,"\\u0061":2}'],
    ['a name twice, deeper', 'member-twice', '[{"x":{"b":1,"c":2,"b":3}}]'],
  ])('%s → %s in under 50 ms', (_, rule, text) => {
    const start = process.threadCpuUsage();
    expect(ruleOf(text)).toBe(`malformed-request json.${rule}`);
    expect(milliseconds(start)).toBeLessThan(50);
  });

  it('a string of 1 MB and 50,000 escapes are read in linear time', () => {
    const start = process.threadCpuUsage();
    expect(ruleOf(JSON.stringify('x'.repeat(1_000_000)))).toBe('read');
    expect(ruleOf(JSON.stringify('"\\\n'.repeat(50_000)))).toBe('read');
    expect(ruleOf(`[${'"\\"",'.repeat(50_000)}0]`)).toBe('read');
    expect(milliseconds(start)).toBeLessThan(300);
  });

  it('what is just within the limits is read', () => {
    for (const text of [deep(limits.depth), many(limits.members), '[9007199254740991,-0,1.5e10,0.1]'])
      expect(ruleOf(text)).toBe('read');
    expect(ruleOf('[{"a":1},{"a":2}]')).toBe('read');
    expect(ruleOf('{"a":{"a":{"a":"a"}}}')).toBe('read');
  });

  it('control: JSON.parse takes the duplicate and the infinite number', () => {
    expect(weak('{"a":1,"a":2}')).toEqual({ a: 2 });
    expect(weak('{"n":1e999}')).toEqual({ n: Number.POSITIVE_INFINITY });
  });
});

describe('INPUT-05 prototypes', () => {
  const payloads = [
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"admin":true}}}',
    '{"a":{"__proto__":{"admin":true}}}',
    '[{"__proto__":{"admin":true}}]',
    '{"\\u005f_proto__":{"admin":true}}',
    '{"__proto\\u005f\\u005f":{"admin":true}}',
    '{"prototype":{"admin":true}}',
  ];

  /** What many services have somewhere: a recursive merge. */
  function merge(target: Record<string, unknown>, source: Record<string, unknown>): void {
    for (const key of Object.keys(source)) {
      const value = source[key];
      if (typeof value === 'object' && value !== null) {
        target[key] ??= {};
        merge(target[key] as Record<string, unknown>, value as Record<string, unknown>);
      } else target[key] = value;
    }
  }

  it('no name that reaches one gets through, however it is written', () => {
    for (const text of payloads) expect(ruleOf(text)).toBe('malformed-request json.member-name');
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('admin');
  });

  it('control: JSON.parse and a merge pollute Object.prototype', () => {
    try {
      merge({}, weak(payloads[0] as string) as Record<string, unknown>);
      expect(({} as { admin?: boolean }).admin).toBe(true);
    } finally {
      Reflect.deleteProperty(Object.prototype, 'admin');
    }
  });
});

describe('INPUT-06 text', () => {
  it('U+0000 and lone surrogates are refused in values and names', () => {
    for (const text of ['"\\u0000"', '"a\\u0000b"', '{"a\\u0000":1}'])
      expect(ruleOf(text)).toBe('malformed-request json.nul');
    for (const text of [
      '"\\ud800"',
      '"\\udc00"',
      '"\\ud800x"',
      '"\\ud800\\n"',
      '"\\ud83d\\ud83d\\ude00"',
      '"\\ude00\\ud83d"',
      '{"\\uDBFF":1}',
    ])
      expect(ruleOf(text)).toBe('malformed-request json.lone-surrogate');
  });

  it('a backslash before the escape makes it plain text', () => {
    expect(readJson(utf8.encode('"\\\\u0000"'), limits)).toBe('\\u0000');
    expect(readJson(utf8.encode('"\\\\\\"\\\\"'), limits)).toBe('\\"\\');
    expect(readJson(utf8.encode('"\\ud83d\\ude00"'), limits)).toBe('😀');
  });

  it('right-to-left, composed and decomposed, confusable and emoji text comes back unchanged', () => {
    const texts = [
      'שלום',
      '\u202Eabc\u202C',
      'é',
      'e\u0301',
      'раураl',
      'Å',
      'Å',
      '👩‍👩‍👧',
      '\u200b',
      '\ufdfd',
      '\uffff',
    ];
    for (const text of texts) expect(readJson(utf8.encode(JSON.stringify(text)), limits)).toBe(text);
  });

  it('control: JSON.parse lets both through', () => {
    expect(weak('"\\u0000"')).toBe('\0');
    expect(weak('"\\ud800"')).toBe('\ud800');
  });
});
