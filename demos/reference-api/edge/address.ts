import { Problem } from '../problem.ts';
import { noQuery, type Query, readQuery } from './query.ts';
import { screenText } from './screen.ts';

/** Where the path of an absolute URL begins: "https://" is eight characters. */
const pathStart = (url: string): number => url.indexOf('/', 8);

/** The load balancer's and the container's questions carry no origin secret and count against no limit. */
export function isProbe(url: string): boolean {
  const from = pathStart(url);
  const length = url.length - from;
  return (length === 8 && url.endsWith('/healthz')) || (length === 7 && url.endsWith('/readyz'));
}

/**
 * Looks at path and query of a URL. A path of plain characters costs one pass and nothing else.
 * @throws Problem 'address-too-long' (414), 'malformed-request' (400), 'request-screened' (403)
 */
export function readAddress(url: string, most: { address: number; parameters: number }): Query {
  if (url.length > most.address)
    throw new Problem('address-too-long', { layer: 'L1', rule: 'address.length' });
  const from = pathStart(url);
  let plain = true;
  let i = from;
  for (; i < url.length; i++) {
    const c = url.charCodeAt(i);
    if (c === 0x3f) break;
    if (c === 0x23 || c === 0x5c || c <= 0x20 || c >= 0x7f) throw refused('character');
    if (!isPlain(c)) plain = false;
  }
  if (!plain) checkPath(url.slice(from, i));
  if (i >= url.length - 1) return noQuery;
  if (url.includes('#', i)) throw refused('character');
  const query = readQuery(url.slice(i + 1), most.parameters);
  for (const name in query) {
    const rule = screenText('query', name) ?? screenText('query', query[name] as string);
    if (rule !== null) throw screened(rule.id);
  }
  return query;
}

function checkPath(path: string): void {
  let text: string;
  try {
    text = decodeURIComponent(path);
  } catch {
    throw refused('encoding');
  }
  if (text.includes('\0')) throw refused('nul');
  const rule = screenText('path', text);
  if (rule !== null) throw screened(rule.id);
}

/** a–z, A–Z, 0–9, "/", "-", "_", "~": nothing that a screening rule of the path could match. */
const isPlain = (c: number): boolean =>
  (c >= 0x61 && c <= 0x7a) ||
  (c >= 0x2f && c <= 0x39) ||
  (c >= 0x41 && c <= 0x5a) ||
  c === 0x2d ||
  c === 0x5f ||
  c === 0x7e;

export const screened = (rule: string): Problem => new Problem('request-screened', { layer: 'L1', rule });

const refused = (rule: string): Problem =>
  new Problem('malformed-request', { layer: 'L1', rule: `path.${rule}` });
