import { users } from '#api/storage/examples.ts';
import { refusedAs, withoutRowSecurity } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'trail-read-by-its-own',
  says: 'The audit trail is read by admins, each of their own organisation; everybody else is refused, and that is recorded too.',
  layer: 'audit',
  decides: 'trail-reader',
  weak: { off: ['L4'], sql: withoutRowSecurity },
  async act(at) {
    const admin = await at.call('/v1/audit?limit=100', { as: 'abel' });
    return { admin, viewer: await at.call('/v1/audit', { as: 'vera' }) };
  },
  expect({ admin, viewer }, is) {
    const entries: { organisation: string }[] = admin.json?.entries ?? [];
    is('the admin reads entries', entries.length > 0);
    is(
      'of his own organisation only',
      entries.every(({ organisation }) => organisation === users.abel.organisation),
    );
    is('the viewer is refused', refusedAs(viewer, 'forbidden', 'L4', 'default'));
  },
});
