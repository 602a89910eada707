// dist/ served through the synthesised template, as a function from a request to an answer: behaviours by path, the function in a
// vm, the headers of the policies, the pages for errors, compression. No sockets here. What CloudFront does and this does not:
// it keeps nothing, it redirects nobody to https, and its own headers (Via, X-Cache, Age) are missing.
import type { Template } from '../synth.ts';
import type { Answer, Asked } from './asked.ts';
import { bucketFrom, type Stored } from './edge/bucket.ts';
import { type Coding, codingFor, compressed, takes } from './edge/compress.ts';
import { behaviourFor, type EdgeBehaviour, readDistribution } from './edge/distribution.ts';
import { type Passed, type ViewerRequest, viewerRequest } from './edge/viewer-request.ts';

export interface EdgeOptions {
  /** The value of the pointer; rejects like the KeyValueStore when it is not there. */
  readonly current?: () => Promise<string>;
  /** The origin of /api/*: the lead Lambda. */
  readonly api?: (asked: Asked) => Promise<Answer>;
}

/** An id of the right form: here there is one release. */
export const localRelease = '20260101T000000-000000000000';

export function edgeFrom(
  dist: string,
  template: Template,
  { current = async () => localRelease, api = noApi }: EdgeOptions = {},
): (asked: Asked) => Promise<Answer> {
  const { behaviours, errors } = readDistribution(template);
  const objects = bucketFrom(dist, localRelease);
  const functions = new Map<string, (asked: ViewerRequest) => Promise<Passed>>();
  for (const { code } of behaviours)
    if (code !== undefined && !functions.has(code)) functions.set(code, viewerRequest(code, current));
  const kept = new Map<string, Promise<Buffer>>();

  const small = (coding: Coding, stored: Stored): Promise<Buffer> => {
    const name = `${coding} ${stored.tag}`;
    const ready = kept.get(name) ?? compressed[coding](stored.plain);
    kept.set(name, ready);
    return ready;
  };

  /** What S3 has under a path, compressed as the behaviour says. */
  async function fetched(uri: string, { compress }: EdgeBehaviour, asked: Asked): Promise<Answer> {
    const key = keyIn(uri);
    if (key === undefined) return plain(400, 'The name cannot be read.');
    const stored = objects.get(key);
    if (stored === undefined) return plain(404, 'There is no object of this name.');
    const accepted = String(asked.headers['accept-encoding'] ?? '');
    const headers = {
      'Content-Type': stored.type,
      'Cache-Control': stored.cache,
      ETag: `W/"${stored.tag}"`,
      ...(compress && { Vary: 'Accept-Encoding' }),
    };
    // S3 cannot negotiate: what lies compressed goes out compressed. A browser without https may take no Brotli; here it gets it plain.
    if (stored.br !== undefined && takes(accepted, 'br'))
      return { status: 200, headers: { ...headers, 'Content-Encoding': 'br' }, body: await stored.br() };
    if (stored.br !== undefined) return { status: 200, headers, body: stored.plain };
    const coding = compress ? codingFor(stored.type, stored.plain.length, accepted) : undefined;
    if (coding === undefined) return { status: 200, headers, body: stored.plain };
    return {
      status: 200,
      headers: { ...headers, 'Content-Encoding': coding },
      body: await small(coding, stored),
    };
  }

  async function originAnswer(asked: Asked, behaviour: EdgeBehaviour): Promise<Answer> {
    if (behaviour.origin === 'api') return api(asked);
    let uri = pathOf(asked.url);
    const run = behaviour.code === undefined ? undefined : functions.get(behaviour.code);
    if (run !== undefined) {
      const passed = await run({ ...asked, host: String(asked.headers['host'] ?? '') });
      if (passed.kind === 'response') return { ...passed, body: Buffer.from(passed.body), final: true };
      uri = passed.uri;
    }
    return fetched(uri, behaviour, asked);
  }

  return async (asked) => {
    const behaviour = behaviourFor(behaviours, pathOf(asked.url));
    let answer = behaviour.methods.includes(asked.method)
      ? await originAnswer(asked, behaviour)
      : plain(403, 'This distribution does not take this method.');
    // What the function answers goes out as it is.
    if (answer.final) return answer;
    const error = errors.get(answer.status);
    if (error !== undefined) {
      const page = await fetched(error.page, behaviourFor(behaviours, error.page), asked);
      answer = { ...page, status: page.status === 200 ? error.status : page.status };
    }
    const headers = withHeaders(answer.headers, behaviour);
    if (
      answer.status === 200 &&
      asked.headers['if-none-match'] === answer.headers['ETag'] &&
      answer.headers['ETag']
    )
      return { status: 304, headers, body: Buffer.alloc(0) };
    return { ...answer, headers };
  };
}

function withHeaders(sent: Answer['headers'], { headers }: EdgeBehaviour): Record<string, string> {
  const all: Record<string, string> = { ...sent };
  for (const { name, value, override } of headers) {
    const there = Object.keys(all).find((known) => known.toLowerCase() === name.toLowerCase());
    if (there !== undefined && !override) continue;
    if (there !== undefined) delete all[there];
    all[name] = value;
  }
  return all;
}

const pathOf = (url: string): string => url.split(/[?#]/, 1)[0] || '/';

function keyIn(uri: string): string | undefined {
  try {
    return decodeURIComponent(uri).slice(1);
  } catch {
    return undefined;
  }
}

const plain = (status: number, text: string): Answer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: Buffer.from(`${text}\n`),
});

const noApi = async (): Promise<Answer> => plain(502, 'There is no function behind this edge.');
