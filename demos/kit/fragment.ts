// A demo's state in the link: `#<plate id>?s=<base64url of deflated JSON>`. After the # it is sent to no server. What
// comes out is a stranger's input: capped before it is parsed, parsed by the demo's schema, and never run by itself.
import { type $ZodType, safeParse } from 'zod/v4/core';

/** Bytes of JSON, before compression. More is refused on both ways. */
export const mostBytes = 8 * 1024;

export type Arrival<State> =
  /** The fragment is not of this plate, or names only its place. */
  | { readonly kind: 'none' }
  | { readonly kind: 'state'; readonly state: State }
  /** Words for the reader; the first frame stays. */
  | { readonly kind: 'refused'; readonly why: string };

const stays = 'The demo is shown as it begins.';

/** "#first-request?s=…". @throws RangeError when the state is larger than 8 KB: say so instead of copying */
export async function fragmentFor(plate: string, state: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  if (bytes.length > mostBytes) throw new RangeError('The state is too large for a link: more than 8 KB.');
  const squeezed = await through(bytes, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY);
  return `#${plate}?s=${toText(squeezed ?? new Uint8Array())}`;
}

/** The page's address with that fragment. */
export async function linkFor(plate: string, state: unknown): Promise<string> {
  return `${location.origin}${location.pathname}${location.search}${await fragmentFor(plate, state)}`;
}

export async function readFragment<State>(
  hash: string,
  plate: string,
  schema: $ZodType<State>,
): Promise<Arrival<State>> {
  const [name = '', query] = hash.replace(/^#/, '').split('?', 2);
  if (name !== plate || query === undefined) return { kind: 'none' };
  const text = new URLSearchParams(query).get('s');
  if (text === null) return { kind: 'none' };
  const bytes = fromText(text);
  if (!bytes) return refused('The link is damaged: part of it is missing or was changed.');
  let json: Uint8Array | null;
  try {
    json = await through(bytes, new DecompressionStream('deflate-raw'), mostBytes);
  } catch {
    return refused('The link is damaged: part of it is missing or was changed.');
  }
  if (!json) return refused('The link holds more than 8 KB, more than this demo takes.');
  const parsed = safeParse(schema, read(json));
  if (parsed.success) return { kind: 'state', state: parsed.data };
  return refused('The link is of another version of this demo, or was written by hand.');
}

const refused = (why: string): { kind: 'refused'; why: string } => ({
  kind: 'refused',
  why: `${why} ${stays}`,
});

/** Null when more than `most` bytes come out: reading stops there, whatever is still to come. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return null;
    }
    parts.push(value as Uint8Array<ArrayBuffer>);
  }
}

function read(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch {
    return undefined;
  }
}

const toText = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** Strict base64url, no padding (RFC 4648, section 5); null for anything else, or for more than any state of ours needs. */
function fromText(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1 || text.length > 2 * mostBytes) return null;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
  } catch {
    return null;
  }
}
