import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'same-answer-behind-the-screen',
  says: 'An injection in a form that no screening rule knows reaches the contract, and is refused there all the same.',
  layer: 'L5',
  weak: { off: ['L5'] },
  async act(at) {
    const known = await at.call(encodeURI("/v1/documents?department=x' or '1'='1"), { as: 'carl' });
    const unknown = await at.call(encodeURI("/v1/documents?department=x'||(select current_user)||'"), {
      as: 'carl',
    });
    return { known, unknown };
  },
  expect({ known, unknown }, is) {
    is('the known form is stopped by the screen', refusedAs(known, 'request-screened', 'L1'));
    is('the unknown form is stopped by the contract', refusedAs(unknown, 'invalid-input', 'L5'));
  },
});
