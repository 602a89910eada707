// Written rule: what the caller may not know of is 404, as if it did not exist; what they see and may not do is 403.
import { judgeOf } from '../access/judge.ts';
import type { Action } from '../access/policy.ts';
import { Problem } from '../problem.ts';
import { type Call, type Route, route } from '../route.ts';
import { change } from './changing.ts';
import {
  createContract,
  deleteContract,
  listContract,
  lockContract,
  readContract,
  transferContract,
  updateContract,
} from './contract.ts';
import { create } from './creating.ts';
import { list, read } from './reading.ts';
import type { Beside } from './services.ts';
import { documentOf } from './shown.ts';
import { canOwn, deleteDocument, type Seen, updateDocument } from './store.ts';

const shared = { access: 'signed-in', limit: 'account', part: 'node-service', creates: false } as const;
const one = '/v1/documents/:id';
const fields = ['title', 'body', 'classification', 'department'] as const;

/** GET, POST, PATCH and DELETE of documents, their lock, and handing them over. */
export function documentRoutes(beside: Beside): Route[] {
  const { vault } = beside;
  const reply = async (call: Call, row: Seen) => ({
    status: 200,
    body: await documentOf(vault, judgeOf(call, beside.decide), call.principal, row),
  });

  return [
    route({
      ...shared,
      id: 'documents.list',
      method: 'GET',
      path: '/v1/documents',
      summary: 'What the caller may see, newest first, without the texts.',
      contract: listContract,
      handle: (call) => list(call as Call, beside, call.query),
    }),
    route({
      ...shared,
      id: 'documents.create',
      method: 'POST',
      path: '/v1/documents',
      creates: true,
      summary: 'Writes a new document, which belongs to the caller.',
      contract: createContract,
      handle: (call) => create(call as Call, beside, call.body),
    }),
    route({
      ...shared,
      id: 'documents.read',
      method: 'GET',
      path: one,
      summary: 'One document; its text where the caller may read it.',
      contract: readContract,
      handle: (call) => read(call as Call, beside, call.params.id),
    }),
    route({
      ...shared,
      id: 'documents.update',
      method: 'PATCH',
      path: one,
      summary: 'Changes title, text, classification or department, each where the caller may.',
      contract: updateContract,
      async handle(call) {
        const { deps, body } = call;
        const { id } = call.params;
        const named = fields.filter((field) => body[field] !== undefined);
        const text =
          body.body === undefined ? undefined : await vault.seal('documents', 'body', id, body.body);
        const row = await change(call as Call, beside, {
          id,
          actions: ['documents.update', ...named.map((field): Action => `documents.update.${field}`)],
          version: body.version,
          work: (tx) => updateDocument(tx, id, { ...body, body: text }, new Date(deps.clock.now())),
        });
        return reply(call as Call, row);
      },
    }),
    route({
      ...shared,
      id: 'documents.delete',
      method: 'DELETE',
      path: one,
      summary: 'Deletes a document that is not locked.',
      contract: deleteContract,
      async handle(call) {
        const { id } = call.params;
        await change(call as Call, beside, {
          id,
          actions: ['documents.delete'],
          version: null,
          work: async (tx, held) => ((await deleteDocument(tx, id)) ? held : undefined),
        });
        return { status: 204 };
      },
    }),
    route({
      ...shared,
      id: 'documents.lock',
      method: 'PUT',
      path: `${one}/lock`,
      summary: 'Locks or unlocks: a locked document is not changed by anybody.',
      contract: lockContract,
      async handle(call) {
        const { id } = call.params;
        const { locked } = call.body;
        const row = await change(call as Call, beside, {
          id,
          actions: ['documents.lock'],
          version: null,
          work: async (tx, held) =>
            held.locked === locked
              ? held
              : updateDocument(tx, id, { locked }, new Date(call.deps.clock.now())),
        });
        return reply(call as Call, row);
      },
    }),
    route({
      ...shared,
      id: 'documents.transfer',
      method: 'POST',
      path: `${one}/transfer`,
      summary: 'Hands a document over to another member who may own one.',
      contract: transferContract,
      async handle(call) {
        const { id } = call.params;
        const { ownerId: owner, version } = call.body;
        const row = await change(call as Call, beside, {
          id,
          actions: ['documents.transfer'],
          version,
          work: async (tx) =>
            (await canOwn(tx, owner))
              ? updateDocument(tx, id, { owner }, new Date(call.deps.clock.now()))
              : new Problem('invalid-input', {
                  layer: 'L5',
                  errors: [{ pointer: '/ownerId', detail: 'is nobody here who may own documents' }],
                }),
        });
        return reply(call as Call, row);
      },
    }),
  ];
}
