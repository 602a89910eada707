// L1. Everything that can be decided without knowing the route or the caller, cheapest first; what comes out is a request
// of bounded size whose text is UTF-8 and whose body, if any, is JSON with one meaning. A GET without a query costs a pass
// over the path and one over the headers.
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { isProbe, readAddress, screened } from './address.ts';
import { encoded, isJson, readBody, tooLarge } from './body.ts';
import { readJson } from './json.ts';
import { limits } from './limits.ts';
import { originHeader, originProof } from './origin.ts';
import { noQuery, type Query, readQuery } from './query.ts';
import { screenJson, screenText } from './screen.ts';

export interface Admitted {
  /** The exact bytes of the body; null without one. */
  readonly bytes: Uint8Array | null;
  /** The body as JSON; undefined without one. */
  readonly json: unknown;
  readonly query: Query;
}

export type Edge = (request: Request) => Admitted | Promise<Admitted>;

const nothing: Admitted = Object.freeze({ bytes: null, json: undefined, query: noQuery });

/**
 * Makes the edge. It answers at once when there is no body to wait for.
 * @throws Problem 'malformed-request' (400), 'not-through-the-edge' or 'request-screened' (403), 'too-large' (413),
 * 'address-too-long' (414), 'media-type' (415), 'headers-too-large' (431), each with the rule that it broke
 */
export function createEdge({ config, secrets }: Pick<Deps, 'config' | 'secrets'>): Edge {
  if (config.layersOff.includes('L1')) return admitAnything;
  const proof = config.requireOriginSecret ? originProof(secrets) : null;
  const headers = headerPass();
  const most = config.limits.bodyBytes;

  return (request) => {
    const { origin, length, type, framed } = headers(request.headers);
    if (proof !== null && !isProbe(request.url)) {
      const wait = proof.check(origin);
      if (wait !== undefined) return wait.then(() => rest(request, framed, length, type));
    }
    return rest(request, framed, length, type);
  };

  function rest(request: Request, framed: boolean, length: string | null, type: string | null) {
    const query = readAddress(request.url, limits);
    const { method } = request;
    if (method === 'GET' || method === 'HEAD') {
      if (framed) throw framing();
      return query === noQuery ? nothing : { bytes: null, json: undefined, query };
    }
    // What is declared can only refuse early; what is read is counted.
    if (length !== null && Number(length) > most) throw tooLarge();
    const { body } = request;
    return body === null ? { bytes: null, json: undefined, query } : read(body, type, query);
  }

  async function read(
    body: ReadableStream<Uint8Array>,
    type: string | null,
    query: Query,
  ): Promise<Admitted> {
    const bytes = await readBody(body, isJson(type), most);
    if (bytes === null) return { bytes, json: undefined, query };
    const json = readJson(bytes, limits);
    const rule = screenJson(json);
    if (rule !== null) throw screened(rule.id);
    return { bytes, json, query };
  }
}

interface Seen {
  origin: string | null;
  length: string | null;
  type: string | null;
  /** The headers announce a body. */
  framed: boolean;
}

/** One pass over the headers. The object that it gives back is the same one every time: take what you need at once. */
function headerPass(): (headers: Headers) => Readonly<Seen> {
  let count = 0;
  let characters = 0;
  let coded = false;
  let chunked = false;
  let twoHosts = false;
  let lookup: string | null = null;
  const seen: Seen = { origin: null, length: null, type: null, framed: false };

  function one(value: string, name: string): void {
    count += 1;
    characters += name.length + value.length;
    if (name === 'content-length') seen.length = value;
    else if (name === 'content-type') seen.type = value;
    else if (name === 'content-encoding') coded = true;
    else if (name === 'transfer-encoding') chunked = true;
    else if (name === 'host') twoHosts = value.includes(',');
    else if (name === originHeader) seen.origin = value;
    else if (value.includes('${')) lookup ??= screenText('header', value)?.id ?? null;
  }

  return (headers) => {
    count = characters = 0;
    coded = chunked = twoHosts = false;
    lookup = seen.origin = seen.length = seen.type = null;
    headers.forEach(one);
    if (count > limits.headers || characters > limits.headerCharacters)
      throw new Problem('headers-too-large', { layer: 'L1', rule: 'headers.size' });
    if (twoHosts) throw new Problem('malformed-request', { layer: 'L1', rule: 'headers.host' });
    if (seen.length !== null && (chunked || !digits(seen.length))) throw framing();
    if (coded) throw encoded();
    if (lookup !== null) throw screened(lookup);
    seen.framed = chunked || (seen.length !== null && seen.length !== '0');
    return seen;
  };
}

function digits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x30 || c > 0x39) return false;
  }
  return text.length > 0 && text.length < 16;
}

/** Two statements about where the body ends, or a body where none has a meaning (RFC 9112, 6.1 and 6.3). */
const framing = (): Problem => new Problem('malformed-request', { layer: 'L1', rule: 'body.framing' });

/** L1 switched off, in sandbox and test builds: what a service without it would do. */
async function admitAnything(request: Request): Promise<Admitted> {
  const at = request.url.indexOf('?');
  const query = at === -1 ? noQuery : readQuery(request.url.slice(at + 1), Number.POSITIVE_INFINITY);
  if (request.body === null) return { bytes: null, json: undefined, query };
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length === 0) return { bytes: null, json: undefined, query };
  try {
    return { bytes, json: JSON.parse(new TextDecoder().decode(bytes)), query };
  } catch {
    throw new Problem('malformed-request');
  }
}
