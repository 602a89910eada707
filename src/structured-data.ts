// schema.org data for one page, as one graph: who we are, the site, the page, and the way to it.
// Only what the documents say: no ratings, no addresses, no prices.

import { type PageCard, pagePath, siteName, socialPath } from './page-meta.ts';

export interface DescribedPage extends PageCard {
  readonly nav: string;
  readonly kind: 'page' | 'decision';
}

export function structuredData(page: DescribedPage, site: URL | string): object {
  const absolute = (path: string) => new URL(path, site).href;
  const home = absolute('/');
  const url = absolute(pagePath(page.slug));
  const organization = { '@id': `${home}#organization` };
  const website = { '@id': `${home}#website` };
  const graph: object[] = [
    {
      '@type': 'Organization',
      ...organization,
      name: 'LavBytes',
      url: home,
      email: 'lavbytes@gmail.com',
      description: 'Engineering for startups building the future.',
    },
    {
      '@type': 'WebSite',
      ...website,
      name: siteName,
      url: home,
      inLanguage: 'en-GB',
      publisher: organization,
    },
  ];
  if (page.slug === 'index') return { '@context': 'https://schema.org', '@graph': graph };
  graph.push(
    {
      '@type': 'TechArticle',
      '@id': `${url}#article`,
      headline: page.title,
      description: page.description,
      url,
      inLanguage: 'en-GB',
      isPartOf: website,
      author: organization,
      publisher: organization,
      image: absolute(socialPath(page.slug)),
    },
    { '@type': 'BreadcrumbList', '@id': `${url}#breadcrumbs`, itemListElement: breadcrumbs(page, absolute) },
  );
  return { '@context': 'https://schema.org', '@graph': graph };
}

function breadcrumbs({ slug, nav, kind }: DescribedPage, absolute: (path: string) => string): object[] {
  const steps = [['Architecture', '/']];
  if (kind === 'decision') steps.push(['Decisions', '/decisions/']);
  if (slug.startsWith('demos/')) steps.push(['Demos', '/demos/']);
  steps.push([nav, pagePath(slug)]);
  return steps.map(([name, path], index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name,
    item: absolute(path ?? '/'),
  }));
}
