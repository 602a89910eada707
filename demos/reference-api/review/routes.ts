import { record } from '../audit/append.ts';
import { admit } from '../intake/admit.ts';
import type { Beside } from '../intake/services.ts';
import { Problem } from '../problem.ts';
import { type Call, type Route, route } from '../route.ts';
import { rowOf } from '../storage/row-of.ts';
import * as contract from './contract.ts';
import { decide, decideBatch, type Held, inScope, undo, withInput } from './deciding.ts';
import { graceMs, leaseMs } from './outcome.ts';
import { claimedOf, summaryOf } from './shown.ts';
import { claim, countItems, findItems, findPatterns, holdOn } from './store.ts';

const queue = {
  access: 'signed-in',
  limit: 'account',
  creates: false,
  part: 'human-review',
  path: '/v1/review',
} as const;
const one = { ...queue, path: '/v1/review/:id' } as const;

export function reviewRoutes({ vault, trail, kick }: Beside): Route[] {
  /** Not awaited inside a transaction: a key that is not in memory yet is read by another connection. */
  const withText = async (call: Call, { item, input }: Held) => {
    const row = rowOf(call.principal.organisation, item.input_id);
    const sealed = await vault.open('inputs', 'raw', row, input.raw_sealed);
    return claimedOf(item, (JSON.parse(sealed) as { text: string }).text);
  };
  return [
    route({
      ...queue,
      id: 'review.list',
      method: 'GET',
      summary: 'The queue in the order in which it is worked off, and how it stands.',
      contract: contract.listReview,
      async handle(call) {
        const { entry } = await admit(call as unknown as Call, 'review.list');
        const { limit, pattern = null, reason = null } = call.query;
        const now = new Date(call.deps.clock.now());
        const { items, counts } = await inScope(call as unknown as Call, async (tx) => ({
          items: await findItems(tx, { most: Number(limit), pattern, reason }),
          counts: await countItems(tx, now),
        }));
        trail.note(entry(null, { shown: items.length }));
        const { open, late, oldest } = counts;
        return {
          status: 200,
          body: { items: items.map(summaryOf), open, late, oldest: oldest?.toISOString() ?? null },
        };
      },
    }),
    route({
      ...queue,
      id: 'review.claim',
      method: 'POST',
      path: '/v1/review/claims',
      summary: 'Takes the next item for five minutes, or the one that is asked for.',
      contract: contract.claimReview,
      async handle(call) {
        const { deps, principal, body } = call;
        const { entry } = await admit(call as unknown as Call, 'review.claim');
        const now = deps.clock.now();
        const wanted = { id: body.id ?? null, pattern: body.pattern ?? null, reason: body.reason ?? null };
        const { opening } = await inScope(call as unknown as Call, async (tx) => {
          const item = await claim(tx, principal.user, wanted, new Date(now), new Date(now + leaseMs));
          const opening = item && withText(call as unknown as Call, await withInput(tx, item));
          // Opened meanwhile; that it cannot be opened is told when the transaction is over.
          opening?.catch(() => {});
          await record(tx, entry(item?.input_id ?? null, { fence: item?.fence ?? null }));
          return { opening };
        });
        return { status: 200, body: { item: (await opening) ?? null } };
      },
    }),
    route({
      ...one,
      id: 'review.lease',
      method: 'PUT',
      path: `${one.path}/lease`,
      summary: 'Holds on to a claimed item for five minutes more, or gives it back.',
      contract: contract.leaseReview,
      async handle(call) {
        const { deps, principal, body, params } = call;
        const { entry } = await admit(call as unknown as Call, 'review.lease');
        const now = deps.clock.now();
        const until = body.keep ? new Date(now + leaseMs) : null;
        await inScope(call as unknown as Call, async (tx) => {
          const held = await holdOn(tx, params.id, principal.user, body.fence, new Date(now), until);
          await record(tx, entry(params.id, { fence: body.fence, held }));
          return held ? true : new Problem('conflict', { layer: 'L4', rule: 'review.stale' });
        });
        return { status: 200, body: { leaseUntil: until?.toISOString() ?? null } };
      },
    }),
    route({
      ...one,
      id: 'review.decide',
      method: 'POST',
      path: `${one.path}/decision`,
      summary: 'Approves, corrects, rejects or escalates exactly what was shown.',
      contract: contract.decideReview,
      async handle(call) {
        const body = await decide(call as unknown as Call, call.params.id, call.body);
        kick(graceMs);
        return { status: 200, body };
      },
    }),
    route({
      ...one,
      id: 'review.undo',
      method: 'POST',
      path: `${one.path}/undo`,
      summary: 'Takes one’s decision back within ten seconds; the item is claimed again.',
      contract: contract.undoReview,
      async handle(call) {
        const held = await undo(call as unknown as Call, call.params.id, call.body.decision);
        return { status: 200, body: { item: await withText(call as unknown as Call, held) } };
      },
    }),
    route({
      ...queue,
      id: 'review.patterns',
      method: 'GET',
      path: '/v1/review/patterns',
      summary: 'Free items that look alike, counted.',
      contract: contract.listPatterns,
      async handle(call) {
        const { entry } = await admit(call as unknown as Call, 'review.patterns');
        const now = new Date(call.deps.clock.now());
        const patterns = await inScope(call as unknown as Call, (tx) =>
          findPatterns(tx, call.principal.user, now),
        );
        trail.note(entry(null, { shown: patterns.length }));
        return { status: 200, body: { patterns } };
      },
    }),
    route({
      ...queue,
      id: 'review.batch',
      method: 'POST',
      path: '/v1/review/batches',
      summary: 'Decides all items of a pattern, exactly those that were counted.',
      contract: contract.batchReview,
      async handle(call) {
        const body = await decideBatch(call as unknown as Call, call.body);
        kick(graceMs);
        return { status: 200, body };
      },
    }),
  ];
}
