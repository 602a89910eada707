import { expect, test } from 'vitest';
import { partIds, parts } from '../architecture/model.ts';
import { kindOf, labelled } from './integration.ts';
import { demoRecords, partRecords } from './records.ts';

test('every part has one record with its name, what it does and a deep link', () => {
  const records = partRecords();
  expect(records).toHaveLength(partIds.length);
  expect(new Set(records.map(({ url }) => url)).size).toBe(partIds.length);
  const redis = records.find(({ url }) => url === '/web-stack/#request-lifecycle/redis');
  expect(redis?.content).toContain(parts.redis.does);
  expect(redis?.meta).toMatchObject({ title: 'Redis', where: 'Fig. 1.1 Request lifecycle' });
  for (const { url } of records) expect(url).toMatch(/^\/([a-z-]+\/)?#[a-z-]+\/[a-z0-9-]+$/);
});

test('a part is also found by the name that another diagram gives it', () => {
  const redis = partRecords().find(({ meta }) => meta['title'] === 'Redis');
  expect(redis?.content).toContain('ElastiCache');
});

test('a demo is a record like any other', () => {
  const [record] = demoRecords([{ title: 'Two tabs', summary: 'Refresh in both', url: '/demos/two-tabs/' }]);
  expect(record).toMatchObject({
    url: '/demos/two-tabs/',
    content: 'Two tabs. Refresh in both.',
    filters: { kind: ['demo'] },
  });
});

test('pages know their kind by their address', () => {
  expect(
    ['/', '/security/', '/decisions/', '/decisions/0001-x/', '/demos/', '/demos/two-tabs/'].map(kindOf),
  ).toEqual(['page', 'page', 'page', 'decision', 'page', 'demo']);
});

test('a page is labelled with its short name, and its words do not run together', () => {
  const html =
    '<title>R&amp;D "x" — LavBytes</title><main id="c" data-pagefind-body><dl><dt>chose</dt><dd>a</dd><dt>b</dt></dl>';
  const out = labelled(html, '/security/');
  expect(out).toContain('<main id="c" data-pagefind-body><p data-pagefind-filter="kind:page"></p>');
  expect(out).toContain('data-pagefind-meta="about:R&amp;D &quot;x&quot;"');
  expect(out).toContain('<dt>chose:</dt> <dd>a</dd> <dt>b:</dt>');
});

test('the title of a diagram leads to the whole diagram', () => {
  const html =
    '<main><section id="a-b"><h3 class="plate-title" id="a-b-title">T</h3></section><h3 id="title">U</h3>';
  expect(labelled(html, '/')).toContain('<h3 class="plate-title" id="a-b">T</h3></section><h3 id="title">');
});
