// The front matter of each collection, in one place: content.config.ts compiles with it, the checks name its fields.
import { z } from 'astro/zod';

const section = z.enum(['web-stack', 'ai-layer', 'security', 'cloud', 'delivery']);
const description = z.string().min(40).max(160);

export const pages = z.strictObject({
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
      z.strictObject({
        what: z.string(),
        where: z.string(),
        outcome: z.string(),
        view: z.string(),
        part: z.string(),
      }),
    )
    .optional(),
  /** Landing page only: the five sections in a sentence each. */
  sections: z
    .array(z.strictObject({ number: z.string(), title: z.string(), slug: section, sentence: z.string() }))
    .optional(),
});

export const decisions = z.strictObject({
  title: z.string(),
  date: z.coerce.date(),
  status: z.enum(['accepted', 'superseded']),
  sections: z.array(section),
  chose: z.string(),
  against: z.string(),
  costs: z.string(),
});
