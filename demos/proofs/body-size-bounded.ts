import { key, refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'body-size-bounded',
  says: 'A body one byte over 64 KiB is refused at the edge, before anything is made of it; the limit itself is read.',
  layer: 'L1',
  weak: { off: ['L1'] },
  async act(at) {
    const padded = (bytes: number) => {
      const frame = JSON.stringify({ title: '' });
      return JSON.stringify({ title: 'x'.repeat(bytes - frame.length) });
    };
    const ask = { as: 'carl', headers: key() } as const;
    const within = await at.call('/v1/documents', { ...ask, body: padded(65_536) });
    const over = await at.call('/v1/documents', { ...ask, body: padded(65_537) });
    return { within, over };
  },
  expect({ within, over }, is) {
    is('64 KiB are read, and refused for their content', refusedAs(within, 'invalid-input', 'L5'));
    is('one byte more is refused with 413 by L1', refusedAs(over, 'too-large', 'L1', 'body.bytes'));
  },
});
