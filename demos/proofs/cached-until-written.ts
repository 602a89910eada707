import { organisations, users } from '#api/storage/examples.ts';
import type { Bench } from './bench.ts';
import { key } from './papers.ts';
import { proof } from './proof.ts';

const { brook } = organisations;
const path = '/v1/policies';
const newest = 'select coalesce(max(version), 0)::int as version from policies';

const write = (at: Bench, threshold: number) =>
  at.call(path, { as: 'abel', body: { method: 'fixed', threshold }, headers: key() });

export default proof({
  id: 'cached-until-written',
  says: 'A row is put in behind the service’s back: the next read does not have it, so it came from the cache. After a write, reads have both.',
  layer: 'data',
  decides: 'read-through',
  needs: ['inspect'],
  weak: { cacheKeeps: true },
  async arrange(at) {
    const [row] = await at.rows(`${newest} where organisation_id = '${brook.id}'`);
    // Removes what an earlier reader may have left there.
    await write(at, 0.91);
    return Number(row?.['version']);
  },
  async act(at) {
    const read = async (as: 'abel' | 'ada') => {
      const { json, text } = await at.call(path, { as });
      return { text, thresholds: json.policies.map((one: { threshold: number }) => one.threshold) };
    };
    const first = await read('abel');
    await at.rows(`insert into policies (organisation_id, version, settings, created_by, created_at)
      select organisation_id, version + 1, jsonb_set(settings, '{threshold}', '0.92'), '${users.abel.id}', created_at
      from policies where organisation_id = '${brook.id}' order by version desc limit 1`);
    const second = await read('abel');
    const others = await read('ada');
    await write(at, 0.93);
    return { first, second, others, third: await read('abel') };
  },
  expect({ first, second, others, third }, is) {
    is('the first read has what was written', first.thresholds[0] === 0.91);
    is('the second is the same: the cache was filled', second.text === first.text);
    is('another organisation is shown none of it', !others.thresholds.includes(0.91));
    is(
      'after the write a read has what the database has',
      third.thresholds.slice(0, 3).join() === '0.93,0.92,0.91',
    );
  },
  async restore(at, version) {
    // The write removes the entry; then the rows go.
    await write(at, 0.94);
    await at.rows(`delete from policies where organisation_id = '${brook.id}' and version > ${version}`);
  },
});
