import { attack } from '../attack.ts';
import { tampered, verdictOn } from '../trail.ts';

export default attack({
  id: 'audit-cut',
  title: 'The end of the audit trail is cut off',
  attack:
    'The owner of the database deletes the newest entries; a head that was kept elsewhere is held against what is left.',
  needs: ['inspect'],
  beneath: 'the head that was kept elsewhere',
  async arrange(at) {
    await at.call('/v1/audit/head', { as: 'ada' });
    return (await at.call('/v1/audit/head', { as: 'ada' })).json as { seq: number; hash: string };
  },
  async act(at, head) {
    const rows = await at.rows(tampered(`delete from audit_entries where seq >= ${head.seq}`));
    const { kind } = await verdictOn(rows, head);
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
