import { documents, users } from '#api/storage/examples.ts';
import { proof } from './proof.ts';

interface Entry {
  readonly subject: string;
  readonly resource: string;
  readonly decision: string;
  readonly rule: string;
  readonly trace: string;
}

export default proof({
  id: 'decisions-recorded',
  says: 'A call that is allowed and one that is refused each leave an entry with who, what, which, the rule and the trace.',
  layer: 'audit',
  decides: 'trail-append',
  weak: {
    sql: `create function weak_trail() returns trigger language plpgsql as $$ begin return null; end $$;
      create trigger weak_trail before insert on audit_entries for each row execute function weak_trail();`,
  },
  async act(at) {
    const path = `/v1/documents/${documents.timetable.id}`;
    const allowed = await at.call(path, { as: 'vera' });
    const refused = await at.call(path, { as: 'vera', method: 'DELETE' });
    for (let round = 0; ; round++) {
      const { json } = await at.call('/v1/audit?limit=20', { as: 'ada' });
      const entries = (json.entries as { body: string }[]).map(({ body }) => JSON.parse(body) as Entry);
      const of = (trace: string) => entries.find((entry) => entry.trace === trace);
      const found = { allowed: of(allowed.trace), refused: of(refused.trace) };
      if ((found.allowed && found.refused) || round === 9) return found;
      // The entry of a read is written within 20 ms, on a machine that has time.
      await new Promise((wake) => setTimeout(wake, 15 * (round + 1)));
    }
  },
  expect({ allowed, refused }, is) {
    const whole = (entry: Entry | undefined, decision: string, rule: string) =>
      entry?.subject === users.vera.id &&
      entry.resource === documents.timetable.id &&
      entry.decision === decision &&
      entry.rule === rule;
    is('the allowed one, with its rule', whole(allowed, 'allow', 'documents.read.member'));
    is('the refused one, with its rule', whole(refused, 'deny', 'default'));
  },
});
