import { documents } from '#api/storage/examples.ts';
import { refusedAs, withoutRowSecurity } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'tenant-record-hidden',
  says: 'A member of one organisation asks for a document of another by its real id: the answer is that of an id that nobody has.',
  layer: 'L4',
  weak: { off: ['L4'], sql: withoutRowSecurity },
  async act(at) {
    const nobodys = await at.call(`/v1/documents/${crypto.randomUUID()}`, { as: 'cora' });
    const foreign = await at.call(`/v1/documents/${documents.handbook.id}`, { as: 'cora' });
    return { nobodys, foreign };
  },
  expect({ nobodys, foreign }, is) {
    is('the foreign id is refused with 404', refusedAs(foreign, 'not-found', 'L4'));
    const same = (json: object) => JSON.stringify({ ...json, instance: '' });
    is('in the words of an id that nobody has', same(foreign.json) === same(nobodys.json));
    is('no word of the document is in the answer', !foreign.text.includes('handbook'));
  },
});
