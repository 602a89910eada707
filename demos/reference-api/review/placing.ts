// For tests: an input and its place in the queue, put there by the owner of the tables, claimed by the one who will ask.
import type { Principal } from '../route.ts';
import { organisations, users } from '../storage/examples.ts';
import { rowOf } from '../storage/row-of.ts';
import { sql } from '../storage/sql.ts';
import type { Host } from '../test/hosts.ts';

const digest = new Uint8Array(32);

/** @returns its id. `route`: of review.*, the item is claimed with fence 1 and its digest is all zeros. */
export async function placeInput(
  host: Host,
  route: string,
  me: Principal,
  relation: 'owner' | 'other' | 'foreign',
): Promise<string> {
  const id = crypto.randomUUID();
  const foreign = relation === 'foreign';
  const organisation = foreign ? organisations.brook.id : me.organisation;
  const author = foreign ? users.cora.id : relation === 'owner' ? me.user : users.cleo.id;
  const seal = (column: string, content: object) =>
    host.app.vault.seal('inputs', column, rowOf(organisation, id), JSON.stringify(content));
  const at = new Date(host.clock.now());
  const evidence = { raw: null, scores: null, model: '-', prompt: '-', calls: 0, tokens: 0, novelty: 0 };
  const context = { curves: null, noveltyLimit: 1, drift: 0, schemaVersion: 1, policyVersion: 0 };
  const raw = await seal('raw', { text: 'A text', original: '' });
  const answer = await seal('answer', { ...evidence, ...context });
  await host.owner.query(sql`insert into inputs (id, organisation_id, created_by, trace, source, hash, raw_sealed, state, answer_sealed, due_at, created_at)
    values (${id}, ${organisation}, ${author}, ${'0'.repeat(32)}, 'text', ${digest}, ${raw}, 'review', ${answer}, ${at}, ${at})`);
  if (!route.startsWith('review.')) return id;
  const { model, prompt } = evidence;
  const draft = {
    inputHash: '0'.repeat(64),
    fields: null,
    model,
    prompt,
    schemaVersion: 1,
    policyVersion: 0,
    faults: [],
    confidence: null,
    fieldConfidence: null,
    twice: false,
    corrected: false,
  };
  const until = new Date(at.getTime() + 60_000);
  await host.owner.query(sql`insert into review_items (input_id, organisation_id, author, reasons, pattern, priority, due_at, created_at, draft, draft_hash, claimed_by, lease_until, fence)
    values (${id}, ${organisation}, ${author}, '{manual}', 'none+manual', 1, ${at}, ${at}, ${JSON.stringify(draft)}::jsonb, ${digest}, ${me.user}, ${until}, 1)`);
  return id;
}
