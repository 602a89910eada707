// One page as a Markdown document: title, what it is about, the words, and where the original is.

import { pagePath } from '../page-meta.ts';
import type { Place } from './components.ts';
import { toMarkdown } from './markdown.ts';

export interface TwinSource {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly lead: string | undefined;
  readonly body: string;
}

export function pageMarkdown(
  { slug, title, description, lead, body }: TwinSource,
  place: Place,
  site: URL,
): string {
  const parts = [`# ${title}`, `> ${description}`, lead, toMarkdown(body, place).trim(), '---'];
  const address = `This page with its diagrams: ${new URL(pagePath(slug), site).href}`;
  return `${[...parts, address].filter((part) => part !== undefined).join('\n\n')}\n`;
}
