// A tab's end of the service worker: starts it, asks it who this tab is, and answers what it forwards.
import { workerUrl } from '../runtime/trusted-url.ts';
import { type AskWho, type Forwarded, type FromHost, scope, workerPath } from './protocol.ts';

export type Linked =
  /** `client`: this tab, as service workers know it. */
  | { readonly kind: 'linked'; readonly client: string }
  /** `why`: a sentence. */
  | { readonly kind: 'refused'; readonly why: string };

const refused = (why: string): Linked => ({ kind: 'refused', why });

/** Registers the service worker and waits until it runs. Never rejects. At most `patienceMs` milliseconds. */
export async function link(patienceMs = 8_000): Promise<Linked> {
  if (!isSecureContext) return refused('Service workers need HTTPS, and this page came without it.');
  if (!('serviceWorker' in navigator)) return refused('This browser has no service workers here.');
  if (!('locks' in navigator)) return refused('This browser has no Web Locks.');
  try {
    return await within(patienceMs, registered());
  } catch (error) {
    return refused(
      error instanceof Late
        ? 'The service worker did not start in time.'
        : 'This browser refuses service workers here, as some do in private windows.',
    );
  }
}

async function registered(): Promise<Linked> {
  // Some private windows have locks and refuse them.
  await navigator.locks.query();
  const options = { scope, updateViaCache: 'none' } as const;
  const registration = await navigator.serviceWorker.register(workerUrl(workerPath), options);
  const client = await who(await running(registration));
  if (client === null) return refused('The service worker does not know this tab.');
  await controlled();
  return { kind: 'linked', client };
}

class Late extends Error {
  override readonly name = 'Late';
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Late()), milliseconds));
  return Promise.race([work, late]);
}

/** `ready` would wait for a worker that controls this page: one that is merely active can answer and forward. */
function running(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  const { installing, waiting, active } = registration;
  const next = installing ?? waiting;
  if (next === null) return active ? Promise.resolve(active) : Promise.reject(new Late());
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (next.state === 'activated') resolve(next);
      if (next.state === 'redundant') reject(new Late());
    };
    next.addEventListener('statechange', look);
    look();
  });
}

/** Only then do this page's own calls go through it. */
const controlled = (): Promise<void> =>
  new Promise((resolve) => {
    const { serviceWorker } = navigator;
    if (serviceWorker.controller) return resolve();
    serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
  });

function who(worker: ServiceWorker): Promise<string | null> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => {
      port1.close();
      resolve(typeof data === 'string' ? data : null);
    };
    worker.postMessage({ type: 'sandbox-who' } satisfies AskWho, [port2]);
  });
}

/** Answers what the service worker forwards, until unsubscribed. `answer` may reject: then the host is gone. */
export function serve(answer: (forwarded: Forwarded) => Promise<Response>): () => void {
  const hear = async ({ data, ports: [port] }: MessageEvent): Promise<void> => {
    if ((data as Forwarded | null)?.type !== 'sandbox-request' || port === undefined) return;
    const say = (message: FromHost, transfer: Transferable[] = []): void =>
      port.postMessage(message, transfer);
    say({ type: 'taken' });
    try {
      const response = await answer(data as Forwarded);
      const body = await response.arrayBuffer();
      say({ type: 'answer', status: response.status, headers: [...response.headers], body }, [body]);
    } catch (error) {
      say({ type: 'gone', detail: error instanceof Error ? error.name : typeof error });
    }
  };
  navigator.serviceWorker.addEventListener('message', hear);
  navigator.serviceWorker.startMessages();
  return () => navigator.serviceWorker.removeEventListener('message', hear);
}
