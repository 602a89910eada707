// One page as a Markdown document: title, what it is about, the words, and where the original is.

import { pagePath } from '../page-meta.ts';
import type { Place } from './components.ts';
import { toMarkdown } from './markdown.ts';

export interface TwinSource {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly body: string;
}

export function pageMarkdown({ slug, title, description, body }: TwinSource, place: Place, site: URL): string {
  const address = new URL(pagePath(slug), site).href;
  return `# ${title}\n\n> ${description}\n\n${toMarkdown(body, place)}\n---\n\nThis page with its diagrams: ${address}\n`;
}
