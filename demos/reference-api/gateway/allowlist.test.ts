// EDGE-08. Fifty vectors by a table that was worked out by hand, and entries that must stop the start.
import { describe, expect, it } from 'vitest';
import { allowed, parseAllowlist } from './allowlist.ts';
import { createGateway } from './gateway.ts';
import { gatewayDeps } from './test-deps.ts';

/** Range, address, allowed. */
const vectors: [string, string, boolean][] = [
  ['0.0.0.0/0', '0.0.0.0', true],
  ['0.0.0.0/0', '255.255.255.255', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['0.0.0.0/0', '::ffff:1.2.3.4', true],
  ['0.0.0.0/1', '127.255.255.255', true],
  ['0.0.0.0/1', '128.0.0.0', false],
  ['10.0.0.0/8', '10.255.255.255', true],
  ['10.0.0.0/8', '11.0.0.0', false],
  ['10.0.0.0/8', '9.255.255.255', false],
  ['172.16.0.0/12', '172.31.255.255', true],
  ['172.16.0.0/12', '172.32.0.0', false],
  ['192.0.2.0/24', '192.0.2.0', true],
  ['192.0.2.0/24', '192.0.2.255', true],
  ['192.0.2.0/24', '192.0.3.0', false],
  ['192.0.2.128/25', '192.0.2.127', false],
  ['192.0.2.128/25', '192.0.2.128', true],
  ['192.0.2.0/23', '192.0.3.255', true],
  ['192.0.2.0/23', '192.0.1.255', false],
  ['192.0.2.4/30', '192.0.2.7', true],
  ['192.0.2.4/30', '192.0.2.8', false],
  ['192.0.2.6/31', '192.0.2.6', true],
  ['192.0.2.6/31', '192.0.2.7', true],
  ['192.0.2.6/31', '192.0.2.5', false],
  ['192.0.2.6/31', '192.0.2.8', false],
  ['192.0.2.7/32', '192.0.2.7', true],
  ['192.0.2.7/32', '192.0.2.6', false],
  ['192.0.2.7/32', '::ffff:192.0.2.7', true],
  ['192.0.2.7/32', '::ffff:c000:207', true],
  ['127.0.0.1/32', '0177.0.0.1', false],
  ['127.0.0.1/32', '2130706433', false],
  ['127.0.0.1/32', '0x7f.0.0.1', false],
  ['127.0.0.1/32', '127.1', false],
  ['127.0.0.1/32', '127.0.0.1 ', false],
  ['127.0.0.1/32', '127.0.0.1%lo', false],
  ['127.0.0.1/32', '::127.0.0.1', false],
  ['127.0.0.1/32', '::ffff:0177.0.0.1', false],
  ['::/0', '2001:db8::1', true],
  ['::/0', '192.0.2.7', false],
  ['::1/128', '::1', true],
  ['::1/128', '0:0:0:0:0:0:0:1', true],
  ['::1/128', '::2', false],
  ['2001:db8::/32', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', true],
  ['2001:db8::/32', '2001:db9::', false],
  ['2001:db8::/33', '2001:db8:8000::', false],
  ['2001:db8::6/127', '2001:db8::7', true],
  ['2001:db8::6/127', '2001:db8::5', false],
  ['2001:DB8::/64', '2001:db8::ffff', true],
  ['2001:db8::/64', 'fe80::1%eth0', false],
  ['::ffff:10.0.0.0/104', '10.1.2.3', true],
  ['::ffff:10.0.0.0/104', '11.1.2.3', false],
];

const malformed = [
  '',
  '/',
  '/0',
  '0/0',
  '*',
  'any',
  'localhost/32',
  '192.0.2.0',
  '192.0.2.0/',
  '192.0.2.0/33',
  '192.0.2.0/-1',
  '192.0.2.0/024',
  '192.0.2.0/2 4',
  '192.0.2.0/24 ',
  ' 192.0.2.0/24',
  '192.0.2.0/24/24',
  '192.0.2.0/255.255.255.0',
  '192.0.2.0/0x18',
  '192.0.2/24',
  '192.0.2.1/24',
  '192.0.2.256/32',
  '0300.0.2.0/24',
  '3221225984/24',
  '0.0.0.1/0',
  '2001:db8::/129',
  '2001:db8::1/64',
  '2001:db8::1::/64',
  '[2001:db8::]/32',
  'fe80::%eth0/64',
  '::ffff:10.0.0.0/95',
  '::ffff:10.0.0.1/104',
];

/** A weak twin of both halves: text prefixes, and an entry that cannot be read is skipped. */
function laxAllowed(ranges: readonly string[], address: string): boolean {
  const read = ranges
    .filter((range) => /^[\d.]+\/\d+$/.test(range))
    .map((range) => range.split('/')[0] as string);
  if (read.length === 0) return true;
  return read.some((network) => address.startsWith(network.replace(/(?:\.0)+$/, '')));
}

describe('EDGE-08 allowlist', () => {
  it('holds fifty vectors', () => expect(vectors).toHaveLength(50));

  it.each(vectors)('%s and %s → %s', (range, address, expected) => {
    expect(allowed(parseAllowlist([range]), address)).toBe(expected);
  });

  it.each(malformed)('%j stops the start, alone and among good ones', (range) => {
    expect(() => parseAllowlist([range])).toThrow(/Entry 1 of the allowlist/);
    expect(() => parseAllowlist(['192.0.2.0/24', range])).toThrow(/Entry 2 of the allowlist/);
  });

  it('a gateway with such a list is not made', () => {
    expect(() => createGateway(gatewayDeps({ allowlist: ['192.0.2.0/24', '10.0.0.1/8'] }))).toThrow(
      /Entry 2/,
    );
  });

  it('an empty list lets everyone in, a list nobody whose address is not known', () => {
    expect(allowed(parseAllowlist([]), '192.0.2.7')).toBe(true);
    expect(allowed(parseAllowlist(['0.0.0.0/0', '::/0']), null)).toBe(false);
  });

  it('control: the same vectors catch a list that compares text and skips what it cannot read', () => {
    const wrong = vectors.filter(([range, address, expected]) => laxAllowed([range], address) !== expected);
    expect(wrong.length).toBeGreaterThan(5);
    expect(laxAllowed(['192.0.2.0/24 '], '6.6.6.6')).toBe(true);
  });
});
