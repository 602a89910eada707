// Written rule: what the caller may not know of is 404, as if it did not exist; what they see and may not do is 403.
import { type Call, type Route, route } from '../route.ts';
import { lock, remove, transfer, update } from './changes.ts';
import * as contract from './contract.ts';
import { create } from './creating.ts';
import { list, read } from './reading.ts';
import type { Beside } from './services.ts';

const shared = { access: 'signed-in', limit: 'account', part: 'node-service', creates: false } as const;
const all = { ...shared, path: '/v1/documents' } as const;
const one = { ...shared, path: '/v1/documents/:id' } as const;

export function documentRoutes(beside: Beside): Route[] {
  return [
    route({
      ...all,
      id: 'documents.list',
      method: 'GET',
      summary: 'What the caller may see, newest first, without the texts.',
      contract: contract.listContract,
      handle: (call) => list(call as Call, beside, call.query),
    }),
    route({
      ...all,
      id: 'documents.create',
      method: 'POST',
      creates: true,
      summary: 'Writes a new document, which belongs to the caller.',
      contract: contract.createContract,
      handle: (call) => create(call as Call, beside, call.body),
    }),
    route({
      ...one,
      id: 'documents.read',
      method: 'GET',
      summary: 'One document; its text where the caller may read it.',
      contract: contract.readContract,
      handle: (call) => read(call as Call, beside, call.params.id),
    }),
    route({
      ...one,
      id: 'documents.update',
      method: 'PATCH',
      summary: 'Changes title, text, classification or department, each where the caller may.',
      contract: contract.updateContract,
      handle: (call) => update(call as Call, beside, call.params.id, call.body),
    }),
    route({
      ...one,
      id: 'documents.delete',
      method: 'DELETE',
      summary: 'Deletes a document that is not locked.',
      contract: contract.deleteContract,
      handle: (call) => remove(call as Call, beside, call.params.id),
    }),
    route({
      ...one,
      id: 'documents.lock',
      method: 'PUT',
      path: `${one.path}/lock`,
      summary: 'Locks or unlocks: a locked document is not changed by anybody.',
      contract: contract.lockContract,
      handle: (call) => lock(call as Call, beside, call.params.id, call.body.locked),
    }),
    route({
      ...one,
      id: 'documents.transfer',
      method: 'POST',
      path: `${one.path}/transfer`,
      summary: 'Hands a document over to another member who may own one.',
      contract: contract.transferContract,
      handle: (call) => transfer(call as Call, beside, call.params.id, call.body),
    }),
  ];
}
