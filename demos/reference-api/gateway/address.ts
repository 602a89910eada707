// Who is calling. Anybody can write X-Forwarded-For; only the entries that our own proxies appended mean something, and
// those stand at the right end. Forwarded, X-Real-IP and the CDNs' own headers are not read at all.
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Reads an address strictly: four decimal parts, or RFC 4291 text. Octal, hexadecimal and short forms, which others read
 * as another address, and zone ids are refused. An IPv4-mapped IPv6 address is its IPv4 address.
 */
export function readAddress(text: string): Address | null {
  if (text.length > 45) return null;
  if (!text.includes(':')) return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : null;
  if (text.includes('%')) return null;
  if (text.includes('.') && !isMappedText(text)) return null;
  if (!ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** Dotted IPv4 inside IPv6 has one use here. */
function isMappedText(text: string): boolean {
  const split = text.lastIndexOf(':') + 1;
  return (
    text.slice(0, split).toLowerCase() === '::ffff:' && ipaddr.IPv4.isValidFourPartDecimal(text.slice(split))
  );
}

/**
 * The caller's address in canonical form, or null when it cannot be known (refuse then).
 * @param peer the other end of the connection; believed when no proxy stands in front
 * @param trustedHops proxies of ours in front: the client is the entry that the outermost of them appended
 */
export function clientAddress(forwarded: string | null, peer: string, trustedHops: number): string | null {
  if (trustedHops === 0) return canonical(withoutZone(peer));
  if (forwarded === null) return null;
  let end = forwarded.length;
  for (let hop = 1; ; hop++) {
    const comma = forwarded.lastIndexOf(',', end - 1);
    const found = canonical(withoutPort(forwarded.slice(comma + 1, end).trim()));
    if (found === null || hop === trustedHops) return found;
    if (comma <= 0) return null;
    end = comma;
  }
}

function canonical(text: string): string | null {
  return readAddress(text)?.toString() ?? null;
}

/** Node names a link-local peer's interface: "fe80::1%eth0". */
const withoutZone = (peer: string): string => {
  const percent = peer.indexOf('%');
  return percent === -1 ? peer : peer.slice(0, percent);
};

/** "203.0.113.7:443" and "[2001:db8::7]:443", as load balancers write them on request; "[…]" without a port too. */
function withoutPort(entry: string): string {
  if (entry.startsWith('[')) {
    const close = entry.indexOf(']');
    const tail = entry.slice(close + 1);
    return close !== -1 && (tail === '' || isPort(tail)) ? entry.slice(1, close) : '';
  }
  const colon = entry.indexOf(':');
  if (colon === -1 || colon !== entry.lastIndexOf(':')) return entry;
  return isPort(entry.slice(colon)) ? entry.slice(0, colon) : '';
}

const isPort = (tail: string): boolean => /^:\d{1,5}$/.test(tail);

/**
 * What a rate limit counts: an IPv4 address, or the /64 of an IPv6 address, because one caller owns all of it.
 * @param address as `clientAddress` gives it
 */
export function bucketOf(address: string): string {
  if (!address.includes(':')) return address;
  const parts = ipaddr.IPv6.parse(address).parts.map((part, index) => (index < 4 ? part : 0));
  return `${new ipaddr.IPv6(parts).toString()}/64`;
}
