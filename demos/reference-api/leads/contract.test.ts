import { describe, expect, it } from 'vitest';
import { lead } from './contract.ts';
import { csvOf } from './csv.ts';
import { letterOf } from './letter.ts';
import { referenceOf } from './reference.ts';

const whole = { building: 'A thing.', stage: 'idea', name: 'A', email: 'a@example.com' };
const accepts = (change: object): boolean => lead.safeParse({ ...whole, ...change }).success;
const places = (change: object): string[] =>
  lead.safeParse({ ...whole, ...change }).error?.issues.map(({ path }) => path.join('.')) ?? [];

// LEAD-01. What SMTP allows and nobody has (quoted local parts, address literals, comments) is refused, on purpose.
const valid = [
  'a@example.com',
  'first.last@example.com',
  'first+tag@example.com',
  'first_last@example.com',
  'first-last@example.com',
  '1234567890@example.com',
  '_______@example.com',
  'a@b.co',
  'a@sub.example.com',
  'a@a.b.c.d.example.com',
  'a@example.museum',
  'a@example.technology',
  'a@example-one.com',
  'a@123.com',
  'a@1a.com',
  'a.b.c.d.e@example.com',
  "o'neil@example.com",
  'UPPER@EXAMPLE.COM',
  'MiXed@Example.Com',
  'x@xn--bcher-kva.example',
  'a@example.co.uk',
  'a1@example.com',
  'a-1@example.com',
  'a_1@example.com',
  'a+1@example.com',
  'a+b+c@example.com',
  'very.common@example.com',
  'x-y.z_w@example.com',
  'disposable.style.email.with+symbol@example.com',
  'other.email-with-hyphen@example.com',
  `${'a'.repeat(64)}@example.com`,
  'admin@mailserver1.example.com',
  ' spaces-around@example.com ',
];
const invalid = [
  '',
  'plain',
  '@example.com',
  'a@',
  'a@b',
  'a@@example.com',
  'a@b@example.com',
  'a b@example.com',
  'a@exa mple.com',
  '.a@example.com',
  'a.@example.com',
  'a..b@example.com',
  'a@example..com',
  'a@.example.com',
  'a@-example.com',
  'a@example.com.',
  'a@example.c',
  'a@[127.0.0.1]',
  '"a b"@example.com',
  'a(comment)@example.com',
  'Name <a@example.com>',
  'a@example.com, b@example.com',
  'a@example.com\nBcc: b@example.com',
  'a@example.com\r\nBcc: b@example.com',
  'a\0@example.com',
  'a@exam\u2028ple.com',
  `a@${'b'.repeat(250)}.com`,
];

describe('the contract of a lead', () => {
  it.each(valid)('LEAD-01 takes the address %j', (email) => expect(accepts({ email })).toBe(true));
  it.each(invalid)('LEAD-01 refuses the address %j', (email) => expect(places({ email })).toEqual(['email']));

  it('names the field of every fault', () => {
    expect(places({ building: ' ', stage: 'sleeping', name: '', nda: 'yes' }).sort()).toEqual(
      ['building', 'name', 'nda', 'stage'].sort(),
    );
    expect(places({ name: 'A\r\nBcc: b@example.com' })).toEqual(['name']);
    expect(places({ topic: '../../etc' })).toEqual(['topic']);
    expect(places({ looked: ['https://elsewhere.example/'] })).toEqual(['looked.0']);
    expect(places({ building: 'x'.repeat(4_001) })).toEqual(['building']);
    expect(places({ building: 'lone \ud800' })).toEqual(['building']);
    expect(accepts({ admin: true })).toBe(false);
  });
});

it('a reference is eight letters that are not mistaken for each other', () => {
  expect(referenceOf(new Uint8Array(5))).toBe('LB-0000-0000');
  expect(referenceOf(Uint8Array.of(255, 255, 255, 255, 255))).toBe('LB-ZZZZ-ZZZZ');
  expect(referenceOf(Uint8Array.of(0, 0, 0, 0, 32))).toBe('LB-0000-0010');
});

it('the letter says everything that was written, and its subject nothing of it', () => {
  const full = lead.parse({
    ...whole,
    matters: 'A date.',
    nda: true,
    looked: ['/security/'],
    topic: 'router',
  });
  const letter = letterOf(full, 'LB-0000-0001', 0, 'api.example');
  expect(letter.subject).toBe('LB-0000-0001: a project');
  expect(letter.messageId).toBe('<lb-0000-0001@api.example>');
  for (const said of ['A thing.', 'A date.', 'NDA first: yes', '/security/', 'Topic: router'])
    expect(letter.text).toContain(said);
});

describe('LEAD-06 the CSV', () => {
  const of = (building: string, name = 'A'): string =>
    csvOf([
      {
        reference: 'LB-0000-0001',
        at: '2026-01-01T00:00:00.000Z',
        lead: lead.parse({ ...whole, building, name }),
      },
    ]);

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '=HYPERLINK("http://x.example","y")', '\t=1'])(
    'starts no formula: %j',
    (text) => {
      expect(of(`x${text}`)).toContain(text.trimStart().replaceAll('"', '""'));
      const cells = of('x', text.trim()).split('\r\n')[1]?.split(',') ?? [];
      expect(cells[2]).toMatch(/^"?'/);
    },
  );

  it('keeps quotes, commas and lines inside their cell', () => {
    expect(of('a "b", c\nd')).toContain('"a ""b"", c\nd"');
    expect(of('x').startsWith('\uFEFFReference,')).toBe(true);
  });
});
