import { attack } from '../attack.ts';

export default attack({
  id: 'secret-in-an-error',
  title: 'A secret in an error',
  attack: 'A fault deep inside is provoked, to read in the error what the service is made of.',
  act: (at) => at.call(`/v1/documents/${encodeURIComponent('not-a-uuid')}`, { as: 'carl' }),
  beneath: 'faults are answered without their text',
  through: ({ text }) => /select|syntax|postgres|\bat \w+ \(|\.ts:\d/i.test(text),
});
