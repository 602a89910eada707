import { proof } from './proof.ts';
import { tampered, verdictOn, wholeTrail } from './trail.ts';

export default proof({
  id: 'trail-edit-found',
  says: 'The owner of the database turns the triggers off and edits one entry of the audit trail: the verifier names that entry.',
  layer: 'audit',
  decides: 'trail-verify',
  needs: ['inspect'],
  weak: {
    // Hashes that do not cover the content: the chain is there and means nothing.
    sql: `create or replace function api.audit_leaf(seq bigint, at_ms bigint, organisation uuid, body bytea) returns bytea
      language sql immutable parallel safe return sha256('nothing of it'::bytea)`,
  },
  async arrange(at) {
    for (let n = 0; n < 3; n++) await at.call('/v1/audit/head', { as: 'ada' });
  },
  async act(at) {
    const intact = await verdictOn(await at.rows(wholeTrail));
    const [last] = await at.rows('select max(seq)::int - 1 as seq from audit_entries');
    const seq = Number(last?.['seq']);
    const edited = await at.rows(
      tampered(
        `update audit_entries set body = convert_to(replace(convert_from(body, 'UTF8'), 'allow', 'deny'), 'UTF8') where seq = ${seq}`,
      ),
    );
    const deleted = await at.rows(tampered(`delete from audit_entries where seq = ${seq}`));
    return { seq, intact, edited: await verdictOn(edited), deleted: await verdictOn(deleted) };
  },
  expect({ seq, intact, edited, deleted }, is) {
    is('untouched, the trail is intact', intact.kind === 'intact');
    is(
      `the edit is found at entry ${seq}`,
      edited.kind === 'broken' && edited.seq === seq && edited.fault === 'hash',
    );
    is(`so is the deletion of entry ${seq}`, deleted.kind === 'broken' && deleted.seq === seq);
  },
});
