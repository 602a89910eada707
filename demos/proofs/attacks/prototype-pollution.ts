import { answered, attack } from '../attack.ts';
import { key } from '../papers.ts';

export default attack({
  id: 'prototype-pollution',
  title: 'Prototype pollution',
  attack: 'A body reaches for the prototype of all objects, to make everybody an admin.',
  act: (at) =>
    at.call('/v1/documents', {
      as: 'carl',
      headers: key(),
      body: '{"title":"x","body":"x","department":"operations","classification":"internal","__proto__":{"role":"admin"}}',
    }),
  beneath: 'nothing copies the keys of an input',
  through: (answer) => answered(answer) && ({} as { role?: string }).role === 'admin',
});
