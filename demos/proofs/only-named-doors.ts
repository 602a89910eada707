import { refusedAs } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'only-named-doors',
  says: 'A method that a path does not have is refused with the list of those it has, and an unknown path with 404.',
  layer: 'L1',
  decides: 'method-not-allowed',
  weak: { answers: (_path, answer) => (answer.status === 405 ? { ...answer, status: 200 } : answer) },
  async act(at) {
    return {
      unknown: await at.call('/v1/unknown'),
      put: await at.call('/v1/documents', { method: 'PUT', body: '{}' }),
      remove: await at.call('/v1/audit', { method: 'DELETE' }),
    };
  },
  expect({ unknown, put, remove }, is) {
    is('the path is unknown', refusedAs(unknown, 'not-found'));
    is(
      'PUT is refused, GET and POST are named',
      refusedAs(put, 'method-not-allowed') && put.headers.get('allow') === 'GET, HEAD, POST',
    );
    is(
      'the trail cannot be deleted',
      refusedAs(remove, 'method-not-allowed') && remove.headers.get('allow') === 'GET, HEAD',
    );
  },
});
