import { expect, test } from 'vitest';
import { pageMeta } from './page-meta.ts';
import { structuredData } from './structured-data.ts';

const site = 'https://architecture.lavbytes.com';
const page = {
  slug: 'security',
  kind: 'page',
  title: 'Six layers.',
  nav: 'Security',
  description: 'About.',
} as const;

test('addresses are absolute, with the last slash on pages and without on files', () => {
  const meta = pageMeta(page, site);
  expect(meta.canonical).toBe(`${site}/security/`);
  expect(meta.twin).toBe('/security.md');
  expect(new Map(meta.names).get('description')).toBe('About.');
  expect(new Map(meta.properties).get('og:image')).toBe(`${site}/social/security.png`);
  expect(pageMeta({ ...page, slug: 'index' }, site)).toMatchObject({
    canonical: `${site}/`,
    twin: '/index.md',
  });
});

test('every reference in the graph is to a node of the graph', () => {
  for (const slug of ['index', 'security', 'decisions/0001-x']) {
    const data = structuredData({ ...page, slug, kind: slug.includes('/') ? 'decision' : 'page' }, site);
    const { '@graph': graph } = data as { '@graph': { '@id'?: string; '@type': string }[] };
    const ids = graph.map((node) => node['@id']);
    const references = [...JSON.stringify(data).matchAll(/\{"@id":"([^"]+)"\}/g)].map(([, id]) => id);
    for (const id of references) expect(ids).toContain(id);
  }
});

test('a decision is reached over the list of decisions', () => {
  const data = JSON.stringify(structuredData({ ...page, slug: 'decisions/0001-x', kind: 'decision' }, site));
  expect(data).toContain(`"position":2,"name":"Decisions","item":"${site}/decisions/"`);
  expect(data).toContain(`"position":3`);
});
