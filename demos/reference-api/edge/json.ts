import { Problem } from '../problem.ts';
import { jsonFault } from './json-gate.ts';
import type { JsonLimits } from './limits.ts';

// Fatal: a byte sequence that is not UTF-8 is refused, never replaced. A byte order mark stays, and JSON.parse refuses it.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * JSON (RFC 8259) in UTF-8, and I-JSON (RFC 7493) in what it refuses: see json-gate.ts.
 * @throws Problem 'malformed-request' (400); its rule says what was wrong, nothing repeats what was sent.
 */
export function readJson(bytes: Uint8Array, limits: JsonLimits): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw refused('encoding');
  }
  const fault = jsonFault(text, limits);
  if (fault !== null) throw refused(fault);
  try {
    return JSON.parse(text);
  } catch {
    throw refused('grammar');
  }
}

const refused = (rule: string): Problem =>
  new Problem('malformed-request', { layer: 'L1', rule: `json.${rule}` });
