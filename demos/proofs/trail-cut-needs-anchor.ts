import { proof } from './proof.ts';
import { tampered, verdictOn } from './trail.ts';

export default proof({
  id: 'trail-cut-needs-anchor',
  says: 'The end of the audit trail is cut off: the chain alone looks intact, and a head that was kept elsewhere finds it.',
  layer: 'audit',
  decides: 'trail-cut',
  needs: ['inspect'],
  weak: {
    answers: (path, answer) =>
      path === '/v1/audit/head' ? { ...answer, text: answer.text.replace(/"seq":\d+/, '"seq":1') } : answer,
  },
  async arrange(at) {
    await at.call('/v1/audit/head', { as: 'ada' });
    const { json } = await at.call('/v1/audit/head', { as: 'ada' });
    return json as { seq: number; hash: string };
  },
  async act(at, head) {
    const cut = await at.rows(tampered(`delete from audit_entries where seq >= ${head.seq}`));
    return { rows: cut.length, alone: await verdictOn(cut), anchored: await verdictOn(cut, head) };
  },
  expect({ rows, alone, anchored }, is) {
    is('something is left', rows > 0);
    is('alone, the chain looks intact', alone.kind === 'intact');
    is(
      'with the head from elsewhere, the cut is found',
      anchored.kind === 'broken' && anchored.fault === 'cut',
    );
  },
});
