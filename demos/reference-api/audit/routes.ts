// The trail of one organisation, for its admins. Row security shows them no other one's entries either.
import { Problem } from '../problem.ts';
import { type Call, type Route, route } from '../route.ts';
import { record } from './append.ts';
import { listAudit, readAuditHead } from './contract.ts';
import type { Entry } from './entry.ts';
import { toHex } from './hex.ts';
import { readHead, readLastAnchor, readNewest, type StoredEntry } from './store.ts';

export function auditRoutes(): Route[] {
  return [
    route({
      id: 'audit.list',
      method: 'GET',
      path: '/v1/audit',
      summary: 'Entries of the own organisation, newest first',
      access: 'signed-in',
      part: 'audit-trail',
      creates: false,
      limit: 'account',
      contract: listAudit,
      async handle(call) {
        await admit(call, 'audit.list');
        const { before = Number.MAX_SAFE_INTEGER, limit } = call.query;
        const { organisation, user, role } = call.principal;
        const entries = await call.deps.database.transaction({ organisation, user, role }, async (tx) => {
          const found = await readNewest(tx, before, limit);
          await record(tx, decided(call, 'audit.list', 'allow'));
          return found;
        });
        const next = entries.length === limit ? (entries.at(-1)?.seq ?? null) : null;
        return { status: 200, body: { entries: entries.map(toWire), next } };
      },
    }),
    route({
      id: 'audit.head',
      method: 'GET',
      path: '/v1/audit/head',
      summary: 'Where the chain stands, and the newest signed head',
      access: 'signed-in',
      part: 'audit-trail',
      creates: false,
      limit: 'account',
      contract: readAuditHead,
      async handle(call) {
        await admit(call, 'audit.head');
        const { database } = call.deps;
        await record(database, decided(call, 'audit.head', 'allow'));
        const [head, anchor] = await Promise.all([readHead(database), readLastAnchor(database)]);
        return {
          status: 200,
          body: {
            seq: head.seq,
            hash: toHex(head.hash),
            anchor: anchor && {
              seq: anchor.seq,
              hash: toHex(anchor.hash),
              at: anchor.at,
              kid: anchor.kid,
              signature: toHex(anchor.signature),
            },
          },
        };
      },
    }),
  ];
}

type Asked = Pick<Call, 'deps' | 'principal' | 'trace'>;

/** @throws Problem 'forbidden', after the refusal is in the chain. */
async function admit(call: Asked, action: string): Promise<void> {
  if (call.principal.role === 'admin') return;
  await record(call.deps.database, decided(call, action, 'deny'));
  throw new Problem('forbidden', { layer: 'L4', rule: 'audit.admins-only' });
}

function decided({ deps, principal, trace }: Asked, action: string, decision: Entry['decision']): Entry {
  return {
    at: deps.clock.now(),
    organisation: principal.organisation,
    subject: principal.user,
    action,
    resource: null,
    decision,
    rule: 'audit.admins-only',
    trace,
  };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const toWire = ({ seq, at, organisation, body, previous, hash }: StoredEntry) => ({
  seq,
  at: new Date(at).toISOString(),
  atMs: at,
  organisation,
  body: decoder.decode(body),
  previous: toHex(previous),
  hash: toHex(hash),
});
