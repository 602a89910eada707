// EDGE-05, 06, 07. Weak twin: an address function that believes the leftmost X-Forwarded-For, as many services do.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../tests/soak.ts';
import { bucketOf, clientAddress, readAddress } from './address.ts';
import { createGateway } from './gateway.ts';
import { gatewayDeps } from './test-deps.ts';

fc.configureGlobal(seeded);

const peer = { address: '198.51.100.9', encrypted: true };

/** What the weak twin believes. */
const leftmost = (headers: Headers): string =>
  headers.get('cf-connecting-ip') ??
  headers.get('x-real-ip') ??
  headers.get('x-forwarded-for')?.split(',')[0]?.trim() ??
  peer.address;

function spoof(i: number): string {
  return `${1 + (i % 200)}.${(i >> 8) & 255}.${i & 255}.${(i * 7) & 255}`;
}

function spoofed(i: number): Headers {
  const address = spoof(i);
  const names = [
    'x-forwarded-for',
    'forwarded',
    'x-real-ip',
    'cf-connecting-ip',
    'true-client-ip',
    'x-client-ip',
  ];
  const headers = new Headers();
  for (const name of names.slice(0, 1 + (i % names.length)))
    headers.set(name, name === 'forwarded' ? `for=${address}` : address);
  return headers;
}

describe('EDGE-05 10,000 spoofed headers from one peer', () => {
  it('are one bucket when nothing stands in front', () => {
    const { arrive } = createGateway(gatewayDeps());
    const buckets = new Set(Array.from({ length: 10_000 }, (_, i) => arrive(spoofed(i), peer)));
    expect([...buckets]).toEqual(['198.51.100.9']);
  });

  it('are one bucket behind two proxies, which append what they saw', () => {
    const { arrive } = createGateway(gatewayDeps({ trustedHops: 2 }));
    const buckets = new Set<string>();
    for (let i = 0; i < 10_000; i++) {
      const headers = spoofed(i);
      headers.append('x-forwarded-for', '203.0.113.7');
      headers.append('x-forwarded-for', '192.0.2.1');
      buckets.add(arrive(headers, peer));
    }
    expect([...buckets]).toEqual(['203.0.113.7']);
  });

  it('control: the leftmost entry gives thousands of buckets', () => {
    const buckets = new Set(Array.from({ length: 10_000 }, (_, i) => leftmost(spoofed(i))));
    expect(buckets.size).toBeGreaterThan(5_000);
  });
});

describe('EDGE-06 trusted hops', () => {
  it.each([
    [0, null, '198.51.100.9'],
    [0, '203.0.113.7', '198.51.100.9'],
    [1, null, null],
    [1, '', null],
    [1, '203.0.113.7', '203.0.113.7'],
    [1, '6.6.6.6, 203.0.113.7', '203.0.113.7'],
    [2, '203.0.113.7', null],
    [2, '203.0.113.7, 192.0.2.1', '203.0.113.7'],
    [2, '6.6.6.6, 203.0.113.7, 192.0.2.1', '203.0.113.7'],
    [2, '6.6.6.6,203.0.113.7,192.0.2.1', '203.0.113.7'],
    [2, ' 203.0.113.7 ,\t192.0.2.1 ', '203.0.113.7'],
    [2, 'unknown, 203.0.113.7, 192.0.2.1', '203.0.113.7'],
    [2, '203.0.113.7, unknown', null],
    [2, 'unknown, 192.0.2.1', null],
    [2, ', 192.0.2.1', null],
    [2, '203.0.113.7,', null],
    [2, '203.0.113.7,,192.0.2.1', null],
    [3, '203.0.113.7, 192.0.2.1', null],
    [3, '203.0.113.7, 192.0.2.1, 192.0.2.2', '203.0.113.7'],
    [1, '203.0.113.7:51234', '203.0.113.7'],
    [1, '203.0.113.7:', null],
    [1, '203.0.113.7:1234567', null],
    [1, '203.0.113.7:http', null],
    [1, '[2001:db8::7]:443', '2001:db8::7'],
    [1, '[2001:db8::7]', '2001:db8::7'],
    [1, '[2001:db8::7', null],
    [1, '[2001:db8::7]x', null],
    [1, '[203.0.113.7]:443', '203.0.113.7'],
    [1, '2001:DB8:0:0:0:0:0:7', '2001:db8::7'],
    [1, 'fe80::1%eth0', null],
    [1, 'fe80::1%', null],
    [1, '::ffff:203.0.113.7', '203.0.113.7'],
    [1, '::FFFF:cb00:7107', '203.0.113.7'],
    [1, '0203.0.113.7', null],
    [1, '0xcb.0.113.7', null],
    [1, '3405803783', null],
    [1, '203.0.28935', null],
    [1, '203.0.113.256', null],
    [1, '::ffff:0313.0.113.7', null],
    [1, '::203.0.113.7', null],
    [1, '1::2::3', null],
    [1, '2001:db8::7, 6.6.6.6\u0000', null],
    [1, '<script>', null],
    [1, "' or 1=1--", null],
    [1, 'a'.repeat(10_000), null],
  ])('%i hops, %j → %s', (hops, forwarded, expected) => {
    expect(clientAddress(forwarded, peer.address, hops)).toBe(expected);
  });

  it('control: counted from the left, or from the right with the peer as a way out, it lets the caller choose', () => {
    const entries = (forwarded: string | null) => (forwarded ?? '').split(',').map((one) => one.trim());
    const twins: ((forwarded: string | null, hops: number) => string | null)[] = [
      (forwarded) => entries(forwarded)[0] || peer.address,
      (forwarded, hops) => entries(forwarded).at(-hops) || peer.address,
    ];
    // 6.6.6.6 is the caller's own word; with fewer entries than proxies nobody knows who called.
    const asked: readonly [number, string | null, string | null][] = [
      [2, '6.6.6.6, 203.0.113.7, 192.0.2.1', '203.0.113.7'],
      [2, '203.0.113.7, 192.0.2.1', '203.0.113.7'],
      [2, '203.0.113.7', null],
      [2, '', null],
      [1, '6.6.6.6, 0313.0.113.7', null],
      [1, '6.6.6.6, <script>', null],
    ];
    const faults = (find: (forwarded: string | null, hops: number) => string | null) =>
      asked.filter(([hops, forwarded, expected]) => find(forwarded, hops) !== expected).length;
    expect(faults((forwarded, hops) => clientAddress(forwarded, peer.address, hops))).toBe(0);
    for (const twin of twins) expect(faults(twin)).toBeGreaterThan(2);
  });

  it('whatever stands there, the answer is an address that an own proxy wrote, or none', () => {
    const entry = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string(),
      fc.constantFrom('', 'unknown', '_hidden', '[::1]:80', '1.2.3.4:5', 'fe80::1%1'),
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), fc.nat({ max: 5 }), (entries, hops) => {
        const found = clientAddress(entries.join(', '), peer.address, hops);
        if (found !== null) expect(readAddress(found)?.toString()).toBe(found);
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads what the host says of the peer', () => {
    expect(clientAddress(null, '::ffff:127.0.0.1', 0)).toBe('127.0.0.1');
    expect(clientAddress(null, 'fe80::1%eth0', 0)).toBe('fe80::1');
    expect(clientAddress(null, '', 0)).toBeNull();
  });

  it('an address that cannot be known is refused', () => {
    const { arrive } = createGateway(gatewayDeps({ trustedHops: 2 }));
    for (const forwarded of ['', '203.0.113.7', '203.0.113.7, x'])
      expect(() => arrive(new Headers({ 'x-forwarded-for': forwarded }), peer)).toThrow(
        'address-not-allowed',
      );
    expect(() => arrive(new Headers(), peer)).toThrow('address-not-allowed');
  });

  it('TLS: the connection when nothing stands in front, else what the load balancer says', () => {
    const direct = createGateway(gatewayDeps({ requireTls: true }));
    expect(() =>
      direct.arrive(new Headers({ 'x-forwarded-proto': 'https' }), { ...peer, encrypted: false }),
    ).toThrow('tls-required');
    expect(direct.arrive(new Headers(), peer)).toBe(peer.address);
    const behind = createGateway(gatewayDeps({ requireTls: true, trustedHops: 1 }));
    const through = (proto: string | null) =>
      behind.arrive(
        new Headers({
          'x-forwarded-for': '203.0.113.7',
          ...(proto !== null && { 'x-forwarded-proto': proto }),
        }),
        { ...peer, encrypted: false },
      );
    expect(through('https')).toBe('203.0.113.7');
    for (const proto of [null, 'http', 'https, http', 'HTTPS '])
      expect(() => through(proto)).toThrow('tls-required');
  });
});

describe('EDGE-07 buckets', () => {
  it('256 addresses of one IPv6 /64 are one bucket, the next /64 another', () => {
    const inside = Array.from({ length: 256 }, (_, i) =>
      bucketOf(`2001:db8:1:2:${i.toString(16)}::${i.toString(16)}`),
    );
    expect(new Set(inside)).toEqual(new Set(['2001:db8:1:2::/64']));
    expect(bucketOf('2001:db8:1:3::1')).toBe('2001:db8:1:3::/64');
  });

  it('an IPv4 address and its mapped form are one bucket', () => {
    const { arrive } = createGateway(gatewayDeps());
    const forms = ['203.0.113.7', '::ffff:203.0.113.7', '::ffff:cb00:7107'];
    const buckets = forms.map((address) => arrive(new Headers(), { ...peer, address }));
    expect(new Set(buckets)).toEqual(new Set(['203.0.113.7']));
  });

  it('control: the address as it came gives 256 and 3', () => {
    const whole = Array.from({ length: 256 }, (_, i) =>
      readAddress(`2001:db8:1:2::${i.toString(16)}`)?.toString(),
    );
    expect(new Set(whole).size).toBe(256);
  });
});
