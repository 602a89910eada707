// A call as the web's own Request. Firefox has no Request.body (153 still), and the service reads bodies as streams so that it
// can stop early: there the stream is put in, from a Response, which has one everywhere.
import type { ToWorker } from '../messages.ts';

type Call = Pick<Extract<ToWorker, { type: 'request' }>, 'method' | 'path' | 'headers' | 'body'>;

export function requestOf(origin: string, { method, path, headers, body }: Call): Request {
  const request = new Request(`${origin}${path}`, { method, headers, body });
  if (request.body !== undefined) return request;
  return Object.defineProperty(request, 'body', { value: body === null ? null : new Response(body).body });
}
