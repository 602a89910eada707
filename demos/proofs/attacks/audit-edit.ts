import { attack } from '../attack.ts';
import { tampered, verdictOn } from '../trail.ts';

export default attack({
  id: 'audit-edit',
  title: 'The audit trail is edited',
  attack:
    'The owner of the database turns the triggers off and changes one entry, so that it says something else.',
  needs: ['inspect'],
  beneath: 'the hash chain',
  async arrange(at) {
    await at.call('/v1/audit/head', { as: 'ada' });
    await at.call('/v1/audit/head', { as: 'ada' });
  },
  async act(at) {
    const rows = await at.rows(
      tampered(
        "update audit_entries set body = convert_to('{}', 'UTF8') where seq = (select max(seq) - 1 from audit_entries)",
      ),
    );
    const { kind } = await verdictOn(rows);
    return {
      status: kind === 'intact' ? 200 : 409,
      headers: new Headers(),
      text: kind,
      json: null,
      trace: '',
    };
  },
  through: ({ status }) => status === 200,
});
