import type ipaddr from 'ipaddr.js';
import { readAddress } from './address.ts';

export type Allowlist = readonly Range[];

interface Range {
  readonly network: ipaddr.IPv4 | ipaddr.IPv6;
  readonly bits: number;
}

/**
 * Reads CIDR ranges (RFC 4632, RFC 4291). A range with bits set behind its prefix is refused: it is a slip, and which
 * half of it was meant is not ours to guess.
 * @throws AllowlistFault at the first entry that is not a range, so that a typing error stops the start and opens nothing
 */
export function parseAllowlist(ranges: readonly string[]): Allowlist {
  return ranges.map((text, index) => {
    const slash = text.indexOf('/');
    const bits = text.slice(slash + 1);
    const written = text.slice(0, slash);
    const network = slash === -1 ? null : readAddress(written);
    if (network === null || !/^(?:0|[1-9]\d{0,2})$/.test(bits)) throw new AllowlistFault(index);
    // A mapped range is its IPv4 range: 96 bits less.
    const prefix = Number(bits) - (network.kind() === 'ipv4' && written.includes(':') ? 96 : 0);
    const whole = network.kind() === 'ipv4' ? 32 : 128;
    if (prefix < 0 || prefix > whole || !endsInZeros(network, prefix)) throw new AllowlistFault(index);
    return { network, bits: prefix };
  });
}

/** An empty list lets everyone in; an address that cannot be read is never on a list. */
export function allowed(list: Allowlist, address: string | null): boolean {
  if (list.length === 0) return true;
  const found = address === null ? null : readAddress(address);
  if (found === null) return false;
  return list.some(({ network, bits }) => network.kind() === found.kind() && found.match(network, bits));
}

function endsInZeros(network: ipaddr.IPv4 | ipaddr.IPv6, bits: number): boolean {
  return network.toByteArray().every((byte, index) => {
    const kept = Math.min(Math.max(bits - index * 8, 0), 8);
    return (byte & (0xff >> kept)) === 0;
  });
}

/** Names the entry by its position: a configuration may hold addresses that do not belong in a log. */
class AllowlistFault extends Error {
  override name = 'AllowlistFault';

  constructor(index: number) {
    super(
      `Entry ${index + 1} of the allowlist is not a CIDR range such as 203.0.113.0/24 or 2001:db8::/32. ` +
        'The service does not start with a list that it cannot read.',
    );
  }
}
