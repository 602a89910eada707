// Where a page is found and how it introduces itself to search engines, chat windows and readers of plain text.
// Plain data: the layout prints it.

export const siteName = 'LavBytes System Architecture';

export interface PageCard {
  /** The file name in the collection: 'index', 'security', 'decisions/0001-one-model'. */
  readonly slug: string;
  readonly title: string;
  readonly description: string;
}

export interface PageMeta {
  readonly canonical: string;
  /** The same page as Markdown: <link rel="alternate" type="text/markdown">. */
  readonly twin: string;
  readonly image: string;
  /** Open Graph: <meta property content>. */
  readonly properties: readonly (readonly [property: string, content: string])[];
  /** <meta name content>. */
  readonly names: readonly (readonly [name: string, content: string])[];
}

export function pagePath(slug: string): string {
  return slug === 'index' ? '/' : `/${slug}/`;
}

export function twinPath(slug: string): string {
  return `/${slug}.md`;
}

export function socialPath(slug: string): string {
  return `/social/${slug}.png`;
}

export function pageMeta({ slug, title, description }: PageCard, site: URL | string): PageMeta {
  const absolute = (path: string) => new URL(path, site).href;
  const canonical = absolute(pagePath(slug));
  const image = absolute(socialPath(slug));
  const alt = `${title}. ${siteName}`;
  return {
    canonical,
    twin: twinPath(slug),
    image,
    properties: [
      ['og:type', slug === 'index' ? 'website' : 'article'],
      ['og:site_name', siteName],
      ['og:locale', 'en_GB'],
      ['og:title', title],
      ['og:description', description],
      ['og:url', canonical],
      ['og:image', image],
      ['og:image:type', 'image/png'],
      ['og:image:width', '1200'],
      ['og:image:height', '630'],
      ['og:image:alt', alt],
    ],
    names: [
      ['description', description],
      ['twitter:card', 'summary_large_image'],
    ],
  };
}
