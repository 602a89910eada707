import { documents } from '#api/storage/examples.ts';
import { refusedAs, withoutRowSecurity } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'attributes-decide',
  says: 'A confidential document of another department is not there for a viewer, and open to a reviewer of that department.',
  layer: 'L4',
  weak: { off: ['L4'], sql: withoutRowSecurity },
  async act(at) {
    const path = `/v1/documents/${documents.salaries.id}`;
    return { inside: await at.call(path, { as: 'rita' }), outside: await at.call(path, { as: 'vera' }) };
  },
  expect({ inside, outside }, is) {
    is('the reviewer reads it', inside.status === 200 && typeof inside.json.body === 'string');
    is('for the viewer it is not there', refusedAs(outside, 'not-found', 'L4'));
  },
});
