import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const section = z.enum(['web-stack', 'ai-layer', 'security', 'cloud', 'delivery']);
const description = z.string().min(40).max(160);

const pages = defineCollection({
  loader: glob({ base: 'content/pages', pattern: '*.mdx' }),
  schema: z.strictObject({
    /** The headline: for a section, the principle. */
    title: z.string(),
    /** Short name, in menus and search. */
    nav: z.string(),
    number: z
      .string()
      .regex(/^\d\d$/)
      .optional(),
    description,
    lead: z.string().optional(),
    section: section.optional(),
    next: z.string().optional(),
    order: z.number().int(),
    /** Landing page only: what happens when something goes wrong, each row a part of a diagram. */
    ledger: z
      .array(
        z.strictObject({ what: z.string(), where: z.string(), then: z.string(), view: z.string(), part: z.string() }),
      )
      .optional(),
    /** Landing page only: the five sections in a sentence each. */
    sections: z
      .array(z.strictObject({ number: z.string(), title: z.string(), slug: section, sentence: z.string() }))
      .optional(),
  }),
});

const decisions = defineCollection({
  loader: glob({ base: 'content/decisions', pattern: '*.mdx' }),
  schema: z.strictObject({
    title: z.string(),
    date: z.coerce.date(),
    status: z.enum(['accepted', 'superseded']),
    sections: z.array(section),
    chose: z.string(),
    against: z.string(),
    costs: z.string(),
  }),
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
    page: z.strictObject({ contents: z.string(), next: z.string(), markdown: z.string(), decisions: z.string() }),
    status: z.string(),
    footer: z.strictObject({
      about: z.array(z.string()),
      mail: z.string(),
      columns: z.array(z.strictObject({ title: z.string(), links: z.array(link) })),
    }),
  }),
});

export const collections = { pages, decisions, words };
