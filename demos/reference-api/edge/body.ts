import { Problem } from '../problem.ts';

/** Exactly `application/json`, at most with `charset=utf-8` (RFC 9110, 8.3). Two headers of that name do not match either. */
export function isJson(type: string | null): boolean {
  if (type === 'application/json') return true;
  if (type === null || type.length > 64) return false;
  const semicolon = type.indexOf(';');
  const name = (semicolon === -1 ? type : type.slice(0, semicolon)).trim().toLowerCase();
  if (name !== 'application/json') return false;
  const rest =
    semicolon === -1
      ? ''
      : type
          .slice(semicolon + 1)
          .trim()
          .toLowerCase();
  return rest === '' || rest === 'charset=utf-8' || rest === 'charset="utf-8"';
}

/**
 * The body, read no further than `most` bytes whatever its Content-Length says; null when it is empty.
 * The rest of a body that is too long, or of the wrong type, is not read at all.
 * @throws Problem 'too-large' (413), 'media-type' (415), 'malformed-request' (400) when the connection breaks.
 */
export async function readBody(
  body: ReadableStream<Uint8Array>,
  json: boolean,
  most: number,
): Promise<Uint8Array | null> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { value } = await reader.read().catch(() => {
      throw new Problem('malformed-request', { layer: 'L1', rule: 'body.cut' });
    });
    if (value === undefined) break;
    if (value.length === 0) continue;
    length += value.length;
    if (!json || length > most) {
      // Not awaited: a sender that never ends must not hold the answer back.
      reader.cancel().catch(() => {});
      throw json ? tooLarge() : wrongType();
    }
    chunks.push(value);
  }
  return length === 0 ? null : joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

export const tooLarge = (): Problem => new Problem('too-large', { layer: 'L1', rule: 'body.bytes' });

const wrongType = (): Problem =>
  new Problem('media-type', { layer: 'L1', rule: 'body.type', headers: { accept: 'application/json' } });

/** A compressed body is refused unread: what it grows to cannot be known (RFC 9110, 15.5.16). */
export const encoded = (): Problem =>
  new Problem('media-type', {
    layer: 'L1',
    rule: 'body.encoding',
    headers: { 'accept-encoding': 'identity' },
  });
