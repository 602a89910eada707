import { users } from '#api/storage/examples.ts';
import { answered, attack } from '../attack.ts';
import { key } from '../papers.ts';

export default attack({
  id: 'mass-assignment',
  title: 'Mass assignment',
  attack: 'A new document brings an owner, an organisation and a lock of its own.',
  act: (at) =>
    at.call('/v1/documents', {
      as: 'carl',
      headers: key(),
      body: {
        title: 'x',
        body: 'x',
        department: 'operations',
        classification: 'internal',
        ownerId: users.ada.id,
        locked: true,
      },
    }),
  beneath: 'the handler takes the fields it names',
  through: (answer) =>
    answered(answer) && (answer.json?.ownerId === users.ada.id || answer.json?.locked === true),
});
