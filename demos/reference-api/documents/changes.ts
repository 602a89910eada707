// The four changes of a document: which decisions each needs, and what it writes. How they are carried out: changing.ts.
import { judgeOf } from '../access/judge.ts';
import type { Action } from '../access/policy.ts';
import { Problem } from '../problem.ts';
import type { Call, Reply } from '../route.ts';
import { rowOf } from '../storage/row-of.ts';
import { change } from './changing.ts';
import type { Change, Transfer } from './contract.ts';
import type { Beside } from './services.ts';
import { documentOf } from './shown.ts';
import { canOwn, deleteDocument, type Seen, updateDocument } from './store.ts';

const fields = ['title', 'body', 'classification', 'department'] as const;

/** The answer shows no more of the document than a read would. */
const reply = async (call: Call, { vault, decide }: Beside, row: Seen): Promise<Reply> => ({
  status: 200,
  body: await documentOf(vault, judgeOf(call, decide), call.principal, row),
});
const now = ({ deps }: Call) => new Date(deps.clock.now());

export async function update(call: Call, beside: Beside, id: string, asked: Change): Promise<Reply> {
  const named = fields.filter((field) => asked[field] !== undefined);
  const place = rowOf(call.principal.organisation, id);
  const body =
    asked.body === undefined ? undefined : await beside.vault.seal('documents', 'body', place, asked.body);
  const row = await change(call, beside, {
    id,
    actions: ['documents.update', ...named.map((field): Action => `documents.update.${field}`)],
    version: asked.version,
    work: (tx) => updateDocument(tx, id, { ...asked, body }, now(call)),
  });
  return reply(call, beside, row);
}

export async function remove(call: Call, beside: Beside, id: string): Promise<Reply> {
  await change(call, beside, {
    id,
    actions: ['documents.delete'],
    version: null,
    work: async (tx, held) => ((await deleteDocument(tx, id)) ? held : undefined),
  });
  return { status: 204 };
}

/** Asked for what is so already, it changes nothing and answers the same. */
export async function lock(call: Call, beside: Beside, id: string, locked: boolean): Promise<Reply> {
  const row = await change(call, beside, {
    id,
    actions: ['documents.lock'],
    version: null,
    work: async (tx, held) => (held.locked === locked ? held : updateDocument(tx, id, { locked }, now(call))),
  });
  return reply(call, beside, row);
}

export async function transfer(call: Call, beside: Beside, id: string, asked: Transfer): Promise<Reply> {
  const { ownerId: owner, version } = asked;
  const row = await change(call, beside, {
    id,
    actions: ['documents.transfer'],
    version,
    work: async (tx) =>
      (await canOwn(tx, owner)) ? updateDocument(tx, id, { owner }, now(call)) : nobodyHere,
  });
  return reply(call, beside, row);
}

/** The same for another organisation's member, a viewer, a disabled account and nobody. */
const nobodyHere = new Problem('invalid-input', {
  layer: 'L5',
  errors: [{ pointer: '/ownerId', detail: 'is nobody here who may own documents' }],
});
