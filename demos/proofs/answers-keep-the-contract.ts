import { listAudit } from '#api/audit/contract.ts';
import { listContract, readContract } from '#api/documents/contract.ts';
import { accountsContract, meContract, sessionsContract } from '#api/identity/contract.ts';
import { documents } from '#api/storage/examples.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'answers-keep-the-contract',
  says: 'Six kinds of answers fit the schemas that the requests are checked with: nothing that they do not name leaves.',
  layer: 'L5',
  decides: 'answer-contract',
  weak: {
    answers: (path, answer) =>
      path === '/v1/me'
        ? { ...answer, text: answer.text.replace('{', '{"passwordHash":"$argon2id$",') }
        : answer,
  },
  async act(at) {
    const get = async (path: string) => (await at.call(path, { as: 'ada' })).json;
    return [
      ['/v1/me', meContract.replies[200].safeParse(await get('/v1/me')).success],
      ['/v1/users', accountsContract.replies[200].safeParse(await get('/v1/users')).success],
      ['/v1/sessions', sessionsContract.replies[200].safeParse(await get('/v1/sessions')).success],
      ['/v1/documents', listContract.replies[200].safeParse(await get('/v1/documents')).success],
      [
        '/v1/documents/{id}',
        readContract.replies[200].safeParse(await get(`/v1/documents/${documents.handbook.id}`)).success,
      ],
      ['/v1/audit', listAudit.replies[200].safeParse(await get('/v1/audit')).success],
    ] as const;
  },
  expect(fits, is) {
    for (const [path, fit] of fits) is(`${path} fits`, fit);
  },
});
