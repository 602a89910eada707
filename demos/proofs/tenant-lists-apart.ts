import { users } from '#api/storage/examples.ts';
import { withoutRowSecurity } from './papers.ts';
import { proof } from './proof.ts';

export default proof({
  id: 'tenant-lists-apart',
  says: 'Two organisations list their documents, people and audit trail: neither sees a row of the other.',
  layer: 'L4',
  decides: 'row-security-policy',
  // With L6 on, the name of another tenant's person does not even open.
  weak: { off: ['L4', 'L6'], sql: withoutRowSecurity },
  async act(at) {
    const of = async (as: 'ada' | 'abel') => ({
      papers: (await at.call('/v1/documents?limit=100', { as })).json.documents as { ownerId: string }[],
      people: (await at.call('/v1/users', { as })).json.users as { id: string }[],
      trail: (await at.call('/v1/audit?limit=100', { as })).json.entries as { organisation: string }[],
    });
    return { aster: await of('ada'), brook: await of('abel') };
  },
  expect({ aster, brook }, is) {
    const home = new Map<string, string>(
      Object.values(users).map(({ id, organisation }) => [id, organisation]),
    );
    const here = (id: string, organisation: string) => (home.get(id) ?? organisation) === organisation;
    for (const [name, { papers, people, trail }, organisation] of [
      ['Aster', aster, users.ada.organisation],
      ['Brook', brook, users.abel.organisation],
    ] as const) {
      is(
        `${name} sees documents, all its own`,
        papers.length > 0 && papers.every((one) => here(one.ownerId, organisation)),
      );
      is(
        `${name} sees people, all its own`,
        people.length > 0 && people.every((one) => here(one.id, organisation)),
      );
      is(
        `${name} sees audit entries, all its own`,
        trail.length > 0 && trail.every((one) => one.organisation === organisation),
      );
    }
  },
});
