import { record } from '../audit/append.ts';
import { Problem } from '../problem.ts';
import { type Call, type Route, route } from '../route.ts';
import { admit } from './admit.ts';
import * as contract from './contract.ts';
import { policyFrom, policyOf, shownPolicy } from './policies.ts';
import { list, read, receive, replay } from './receiving.ts';
import { standing } from './route-by-confidence.ts';
import type { Beside } from './services.ts';
import { enterPipeline, findPolicies, insertPolicy } from './store.ts';

const shared = { access: 'signed-in', limit: 'account', creates: false } as const;
const raw = { ...shared, part: 'raw-input', path: '/v1/intake' } as const;
const one = { ...raw, path: '/v1/intake/:id' } as const;
const rules = { ...shared, part: 'confidence-router', path: '/v1/policies' } as const;

export function intakeRoutes(beside: Beside): Route[] {
  return [
    route({
      ...raw,
      id: 'intake.create',
      method: 'POST',
      creates: true,
      summary: 'Takes a message, JSON or a file; what becomes of it is decided afterwards.',
      contract: contract.createIntake,
      handle: (call) => receive(call as Call, beside, call.body),
    }),
    route({
      ...raw,
      id: 'intake.list',
      method: 'GET',
      summary: 'What was sent in, newest first, and how far it is; without the texts.',
      contract: contract.listIntake,
      handle: (call) => list(call as Call, beside, Number(call.query.limit), call.query.state ?? null),
    }),
    route({
      ...one,
      id: 'intake.read',
      method: 'GET',
      summary: 'One input with its text, and its output once there is one.',
      contract: contract.readIntake,
      handle: (call) => read(call as Call, beside, call.params.id),
    }),
    route({
      ...one,
      id: 'intake.replay',
      method: 'GET',
      path: `${one.path}/replay`,
      part: 'confidence-router',
      summary: 'Its route, judged again from what was kept, by the versions of then.',
      contract: contract.replayIntake,
      handle: (call) => replay(call as Call, beside, call.params.id),
    }),
    route({
      ...rules,
      id: 'policies.list',
      method: 'GET',
      summary: 'The versions of the routing policy, newest first; 0 is the service’s own.',
      contract: contract.listPolicies,
      async handle(call) {
        const { entry } = await admit(call as unknown as Call, 'policies.list');
        const { organisation } = call.principal;
        const { value: rows, cached } = await beside.reads.read('policies', organisation, () =>
          call.deps.database.transaction(null, async (tx) => {
            await enterPipeline(tx, organisation);
            return findPolicies(tx, 100);
          }),
        );
        beside.trail.note(entry(null, { shown: rows.length }));
        const policies = [...rows.map(policyOf), standing].map(shownPolicy);
        return { status: 200, body: { policies }, cached };
      },
    }),
    route({
      ...rules,
      id: 'policies.create',
      method: 'POST',
      creates: true,
      outdates: 'policies',
      summary: 'A new version of the policy, for everything routed from now on.',
      contract: contract.createPolicy,
      async handle(call) {
        const { deps, principal, body } = call;
        const { entry } = await admit(call as unknown as Call, 'policies.create');
        const settings = policyFrom(body, beside.processor);
        const { organisation, user, role } = principal;
        const version = await deps.database.transaction({ organisation, user, role }, async (tx) => {
          const made = await insertPolicy(tx, { organisation, user }, settings, new Date(deps.clock.now()));
          if (made === undefined) throw new Problem('conflict', { layer: 'L5', rule: 'policies.twice' });
          await record(
            tx,
            entry(null, { version: made, method: settings.method, threshold: settings.threshold }),
          );
          return made;
        });
        return { status: 201, body: { ...settings, version } };
      },
    }),
  ];
}
