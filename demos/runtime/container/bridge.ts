// The page's end of the bridge (reference-api/host/bridge.ts is the other): a hidden frame of the service, one port, answers by id.
// Only the frame we made, from the address we were given, may hand us a port.
import type { CallInit } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import type { FromWorker, ToWorker } from '../messages.ts';
import { TextResponse } from '../text-response.ts';

export interface Bridge {
  /** What the service says of its host: "Node 22.14.0". */
  readonly told: string;
  fetch(path: string, init?: CallInit): Promise<Response>;
  /** Removes the frame. What is under way rejects with `why`. */
  close(why: Error): void;
}

type Waiting = { readonly answer: (answer: Response) => void; readonly fail: (error: unknown) => void };

/** @throws RuntimeFault `not-answering` after `patience` milliseconds */
export async function openBridge(url: string, signal: AbortSignal, patience = 10_000): Promise<Bridge> {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.title = 'Bridge to the API';
  frame.src = new URL('/bridge', url).href;
  try {
    const { port, told } = await handshake(frame, new URL(url).origin, signal, patience);
    return over(port, told, () => frame.remove());
  } catch (error) {
    frame.remove();
    throw error;
  }
}

function handshake(frame: HTMLIFrameElement, origin: string, signal: AbortSignal, patience: number) {
  const heard = new AbortController();
  const given = new Promise<{ port: MessagePort; told: string }>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new RuntimeFault({ code: 'not-answering', detail: `no bridge from ${origin}` }));
    }, patience);
    heard.signal.addEventListener('abort', () => clearTimeout(timer));
    signal.addEventListener('abort', () => reject(signal.reason), { signal: heard.signal });
    addEventListener(
      'message',
      ({ source, origin: from, data, ports: [port] }) => {
        if (source !== frame.contentWindow || from !== origin || data?.type !== 'bridge' || !port) return;
        resolve({ port, told: String(data.told).slice(0, 60) });
      },
      { signal: heard.signal },
    );
    document.body.append(frame);
  });
  return given.finally(() => heard.abort());
}

const bodiless = new Set([101, 103, 204, 205, 304]);

function over(port: MessagePort, told: string, remove: () => void): Bridge {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let closed: Error | null = null;
  port.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.type !== 'answer' && data.type !== 'error') return;
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.type === 'error')
      return one?.fail(new RuntimeFault({ code: 'not-answering', detail: data.message }));
    const { status, headers, body } = data;
    one?.answer(new TextResponse(bodiless.has(status) ? null : body, { status, headers }));
  };
  return {
    told,
    fetch(path, { method = 'GET', headers = {}, body, signal } = {}) {
      if (closed) return Promise.reject(closed);
      if (signal?.aborted) return Promise.reject(signal.reason);
      last += 1;
      const id = last;
      return new Promise<Response>((answer, fail) => {
        waiting.set(id, { answer, fail });
        signal?.addEventListener('abort', () => {
          waiting.delete(id);
          fail(signal.reason);
        });
        port.postMessage({
          type: 'request',
          id,
          method,
          path,
          headers,
          body: body ?? null,
        } satisfies ToWorker);
      });
    },
    close(why) {
      closed = why;
      port.close();
      remove();
      for (const { fail } of waiting.values()) fail(why);
      waiting.clear();
    },
  };
}
