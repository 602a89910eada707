import { documents } from '#api/storage/examples.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'fields-decide',
  says: 'An admin sees that a confidential document is there, and not its text: permissions reach single fields.',
  layer: 'L4',
  decides: 'withheld-text',
  weak: {
    off: ['L4'],
    sql: `create or replace view api.seen_documents with (security_invoker = true) as
      select d.id, d.organisation_id, d.owner_id, d.title, d.department, d.classification, d.locked, d.body_sealed,
        d.version, d.created_at, d.updated_at, api.member_role() as member_role, api.member_department() as member_department
      from public.documents d`,
  },
  async act(at) {
    const path = `/v1/documents/${documents.salaries.id}`;
    return { owner: await at.call(path, { as: 'cleo' }), admin: await at.call(path, { as: 'ada' }) };
  },
  expect({ owner, admin }, is) {
    is('its owner reads the text', typeof owner.json?.body === 'string');
    is('the admin sees its title', admin.status === 200 && admin.json.title === 'Salaries');
    is('and no text', !('body' in admin.json));
  },
});
