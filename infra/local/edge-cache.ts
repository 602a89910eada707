// A shared cache in front of an origin, for tests of what a page's own headers let one do: RFC 9111 and stale-while-revalidate of
// RFC 5861, as http-cache-semantics reads them and as CloudFront documents itself. Not here: CloudFront's many places and bounds, a
// key beyond the address, asking for changes only, and its own pages for errors.
import CachePolicy from 'http-cache-semantics';

export interface EdgeCacheOptions {
  /** Rejects when nobody answers there. */
  readonly origin: (request: Request) => Promise<Response>;
  /** Milliseconds. */
  readonly now?: () => number;
}

interface Kept {
  readonly policy: CachePolicy;
  readonly body: ArrayBuffer;
}

export interface EdgeCache {
  (request: Request): Promise<Response>;
  /** Resolves when no page is being fetched behind the readers. */
  settled(): Promise<void>;
}

export function edgeCache({ origin, now = Date.now }: EdgeCacheOptions): EdgeCache {
  class Policy extends CachePolicy {
    override now(): number {
      return now();
    }
  }
  const pages = new Map<string, Kept>();
  const behind = new Map<string, Promise<unknown>>();

  async function fetched(request: Request): Promise<Response> {
    const answer = await origin(request.clone());
    const policy = new Policy(asked(request), { status: answer.status, headers: headersOf(answer) });
    if (request.method !== 'GET' || !policy.storable() || policy.timeToLive() === 0) return answer;
    const body = await answer.arrayBuffer();
    // A server in trouble does not take away what is there.
    if (answer.status < 500) pages.set(request.url, { policy, body });
    return new Response(body, { status: answer.status, headers: answer.headers });
  }

  async function serve(request: Request): Promise<Response> {
    const kept = pages.get(request.url);
    if (kept && request.method === 'GET') {
      if (kept.policy.satisfiesWithoutRevalidation(asked(request))) return answerOf(kept);
      if (kept.policy.timeToLive() > 0) {
        if (!behind.has(request.url))
          behind.set(
            request.url,
            fetched(request)
              .catch(() => {})
              .finally(() => behind.delete(request.url)),
          );
        return answerOf(kept);
      }
    }
    try {
      return await fetched(request);
    } catch {
      return new Response(
        'This page is not here, and the server that makes it does not answer. Load it again shortly.\n',
        {
          status: 502,
          headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
        },
      );
    }
  }
  return Object.assign(serve, {
    settled: async () => {
      while (behind.size > 0) await Promise.all(behind.values());
    },
  });
}

/** A reader's own Cache-Control changes nothing at the edge. */
const asked = ({ method, url, headers }: Request) => {
  const { 'cache-control': _, pragma: __, ...rest } = Object.fromEntries(headers);
  return { method, url, headers: rest };
};

const headersOf = ({ headers }: Response): Record<string, string> => Object.fromEntries(headers);

const answerOf = ({ policy, body }: Kept): Response =>
  new Response(body, { status: policy.status(), headers: policy.responseHeaders() });
