// The trail of one organisation, for its admins. Row security shows them no other one's entries either.
import { entryOf, judgeOf, refusal } from '../access/judge.ts';
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
        const entry = await admit(call as unknown as Call, 'audit.list');
        const { before = Number.MAX_SAFE_INTEGER, limit } = call.query;
        const { organisation, user, role } = call.principal;
        const entries = await call.deps.database.transaction({ organisation, user, role }, async (tx) => {
          const found = await readNewest(tx, before, limit);
          await record(tx, entry);
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
        const entry = await admit(call as unknown as Call, 'audit.head');
        const { database } = call.deps;
        await record(database, entry);
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

/** @returns the entry to record; @throws Problem 'forbidden', after the refusal is in the chain. */
async function admit(call: Call, action: 'audit.list' | 'audit.head'): Promise<Entry> {
  const { organisation } = call.principal;
  const trail = { organisation, owner: null, department: null, classification: null, locked: false };
  const verdict = judgeOf(call)(call.principal, action, trail);
  const entry = entryOf(call, action, null, verdict);
  if (verdict.allow) return entry;
  await record(call.deps.database, entry);
  throw refusal(verdict);
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
