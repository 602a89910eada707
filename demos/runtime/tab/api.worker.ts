// The reference API in a worker of the reader's own tab, which start.worker.ts began. It obeys messages.ts and knows no page.
import './jitless.ts';
import { makeSigningKey } from '#api/host/embedded.ts';
import type { Migration } from '#api/storage/migrate.ts';
import type { Boot, FromWorker, Stage, ToWorker } from '../messages.ts';
import { causeOf } from './cause-of.ts';
import { openTab, type Tab } from './open-tab.ts';
import { requestOf } from './request.ts';
import { gathered } from './told.ts';

/** Put in by the bundler (build/bundles.ts). */
declare const MIGRATIONS: readonly Migration[];

/** What the service is addressed as. Nothing is ever asked of it over a network: the name is reserved (RFC 2606). */
const origin = 'https://sandbox.reference-api.example';

type Answered = Exclude<ToWorker, { type: 'boot' | 'listen' }>;

let made: ReturnType<typeof makeSigningKey> | undefined;
function signingKey(): ReturnType<typeof makeSigningKey> {
  made ??= makeSigningKey();
  return made;
}

const say = (message: FromWorker, transfer: Transferable[] = []): void =>
  (self as unknown as Worker).postMessage(message, transfer);

const lines = gathered((told) => say({ type: 'told', told }));
let tab: Promise<Tab> | undefined;
let settled = false;
let answered = false;

export const boot: Stage['boot'] = async (message, parts) => {
  const fail = (error: unknown) => {
    if (settled) return;
    settled = true;
    say({ type: 'failed', cause: causeOf(error, message.database !== null) });
  };
  // PGlite lets some faults of its start go by: without this a start would hang on them.
  self.addEventListener('unhandledrejection', ({ reason }) => fail(reason));
  try {
    tab = openTab(message, parts, { migrations: MIGRATIONS, signingKey, say, tell: lines.tell });
    await tab;
    settled = true;
    say({ type: 'ready', label: 'this tab · PostgreSQL 18 (PGlite) · memory cache' });
  } catch (error) {
    fail(error);
  }
};

async function obey(message: Answered): Promise<void> {
  if (tab === undefined) throw new Error('The API was not started.');
  const { id, type } = message;
  const open = await tab;
  if (type === 'reset') {
    await open.reset(message.layersOff);
    return say({ type: 'done', id });
  }
  if (type === 'advance') {
    open.advance(message.milliseconds);
    return say({ type: 'done', id });
  }
  if (type === 'lose') {
    open.lose(message.lost);
    return say({ type: 'done', id });
  }
  const api = await open.api();
  if (type === 'inspect') return say({ type: 'rows', id, ...(await api.inspect(message.sql)) });
  if (type === 'export') {
    const bytes = await (await api.exportDatabase()).arrayBuffer();
    return say({ type: 'file', id, bytes }, [bytes]);
  }
  const { status, text, headers = {} } = await api.app.answer(requestOf(origin, message));
  const told = lines.take();
  say({ type: 'answer', id, status, headers, body: text, ...(told && { told }) });
  // Somebody will sign in next: the keys are put in order now, behind the first answer, rather than then.
  if (!answered) void api.app.identity.keys.freshen()?.catch(() => {});
  answered = true;
}

self.addEventListener('message', ({ data }: MessageEvent<Exclude<ToWorker, Boot>>) => {
  if (data.type === 'listen') return lines.listen(data.on);
  obey(data).catch((error: unknown) =>
    say({ type: 'error', id: data.id, message: error instanceof Error ? error.message : String(error) }),
  );
});
