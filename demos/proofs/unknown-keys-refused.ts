import { users } from '#api/storage/examples.ts';
import { key, refusedAs } from './papers.ts';
import { proof } from './proof.ts';

const extras: readonly object[] = [
  { ownerId: users.ada.id },
  { organisationId: users.abel.organisation },
  { role: 'admin' },
  { locked: true },
  { id: users.ada.id },
];

export default proof({
  id: 'unknown-keys-refused',
  says: 'A document with one key that the contract does not name, such as another owner, is refused whole.',
  layer: 'L5',
  decides: 'invalid-input',
  weak: { off: ['L5'] },
  async act(at) {
    const answers = [];
    for (const extra of extras)
      answers.push(
        await at.call('/v1/documents', {
          as: 'carl',
          headers: key(),
          body: { title: 'Mass assignment', body: '', department: 'operations', ...extra },
        }),
      );
    const { json } = await at.call('/v1/documents?limit=1', { as: 'carl' });
    return { answers, newest: json.documents[0] };
  },
  expect({ answers, newest }, is) {
    is(
      'all five are refused with 400 by L5',
      answers.every((answer) => refusedAs(answer, 'invalid-input', 'L5')),
    );
    is('nothing was written', newest.title !== 'Mass assignment');
  },
});
