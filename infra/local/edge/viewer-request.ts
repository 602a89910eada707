// A CloudFront Function in a bare vm: nothing of Node is there, only the module of the KeyValueStore, and that is a stub.
import { createContext, Script } from 'node:vm';
import { withoutImport } from '../../site/router-code.ts';

export interface ViewerRequest {
  readonly method: string;
  /** Path and query as on the wire. */
  readonly url: string;
  readonly host: string;
}

/** One answer of the function: a request that goes on under another name, or a response. */
export type Passed =
  | { readonly kind: 'request'; readonly uri: string }
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** @param get of the KeyValueStore; rejects when the key is not there or the store does not answer */
export function viewerRequest(
  code: string,
  get: (key: string) => Promise<string>,
): (asked: ViewerRequest) => Promise<Passed> {
  const context = createContext(
    { cf: { kvs: () => ({ get }) } },
    { codeGeneration: { strings: false, wasm: false } },
  );
  new Script(`${withoutImport(code)}\nglobalThis.run = handler;`).runInContext(context, { timeout: 1_000 });

  return async ({ method, url, host }) => {
    const [uri = '/', text] = splitOnce(url, '?');
    const event = {
      version: '1.0',
      context: { eventType: 'viewer-request' },
      viewer: { ip: '127.0.0.1' },
      request: {
        method,
        uri,
        querystring: querystring(text),
        headers: { host: { value: host } },
        cookies: {},
      },
    };
    const passed = await context['run'](event);
    if ('statusCode' in passed)
      return {
        kind: 'response',
        status: passed.statusCode,
        headers: Object.fromEntries(
          Object.entries(passed.headers as Record<string, { value: string }>).map(([name, { value }]) => [
            name,
            value,
          ]),
        ),
        body: passed.body?.data ?? '',
      };
    return { kind: 'request', uri: passed.uri };
  };
}

interface Given {
  value: string;
  multiValue?: { value: string }[];
}

function querystring(text: string | undefined): Record<string, Given> {
  const all: Record<string, Given> = {};
  for (const part of (text ?? '').split('&')) {
    if (part === '') continue;
    const [name = '', value = ''] = splitOnce(part, '=');
    const known = all[name];
    if (known === undefined) all[name] = { value };
    else {
      known.multiValue = [...(known.multiValue ?? [{ value: known.value }]), { value }];
      known.value = value;
    }
  }
  return all;
}

const splitOnce = (text: string, at: string): [string, string?] => {
  const place = text.indexOf(at);
  return place === -1 ? [text] : [text.slice(0, place), text.slice(place + 1)];
};
