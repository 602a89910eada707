import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import * as frontMatter from './front-matter.ts';

const pages = defineCollection({
  loader: glob({ base: 'content/pages', pattern: '**/*.mdx' }),
  schema: frontMatter.pages,
});

const decisions = defineCollection({
  loader: glob({ base: 'content/decisions', pattern: '*.mdx' }),
  schema: frontMatter.decisions,
});

const link = z.strictObject({ label: z.string(), href: z.string() });

/** The few words that layouts say on every page: one entry, "interface". */
const words = defineCollection({
  loader: glob({ base: 'content', pattern: 'interface.yaml' }),
  schema: z.strictObject({
    skip: z.string(),
    home: z.string(),
    nav: z.strictObject({
      label: z.string(),
      menu: z.string(),
      sections: z.array(link.extend({ number: z.string() })),
      more: z.array(link),
      menuOnly: z.array(link),
    }),
    search: z.strictObject({ button: z.string(), label: z.string() }),
    theme: z.strictObject({ label: z.string(), system: z.string(), light: z.string(), dark: z.string() }),
    start: z.strictObject({ button: z.string(), quiet: z.string() }),
    ledger: z.strictObject({ title: z.string(), state: z.string() }),
    page: z.strictObject({
      contents: z.string(),
      next: z.string(),
      markdown: z.string(),
      decisions: z.string(),
    }),
    failures: z.strictObject({
      /** With {count} for the number of parts. */
      summary: z.string(),
      part: z.string(),
      fails: z.string(),
      notices: z.string(),
    }),
    status: z.string(),
    footer: z.strictObject({
      about: z.array(z.string()),
      mail: z.string(),
      columns: z.array(z.strictObject({ title: z.string(), links: z.array(link) })),
    }),
  }),
});

export const collections = { pages, decisions, words };
