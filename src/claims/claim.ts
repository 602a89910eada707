// What a claim is: one load-bearing sentence of the site, what kind of support it has, and the checks behind it.
import { z } from 'astro/zod';

export const kinds = {
  proven: {
    sign: '✓',
    word: 'proven',
    means: 'A proof ran against the reference API and held. It fails on a service that lacks what it shows.',
  },
  template: {
    sign: '▦',
    word: 'checked in the template',
    means:
      'Compared with the infrastructure code or a workflow file. It says what is deployed, not that it works.',
  },
  pipeline: {
    sign: '≡',
    word: 'checked in the pipeline',
    means: 'A test of this repository shows it. It needs more than a browser tab, or several processes.',
  },
  simulated: {
    sign: '≈',
    word: 'simulated',
    means: 'The check runs against a stand-in, and the claim says for what.',
  },
  policy: { sign: '§', word: 'policy', means: 'A promise or a choice: no program can run it.' },
  planned: {
    sign: '○',
    word: 'planned',
    means: 'Not built yet, so nothing checks it. The claim says what will.',
  },
} as const;
export type Kind = keyof typeof kinds;

const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)+$/, 'is kebab-case');
const test = z.strictObject({
  /** From the repository's root. */
  file: z.string(),
  /** A piece of the test's title, with the suites around it. */
  title: z.string().min(8),
});

export const claimSchema = z
  .strictObject({
    /** As it stands on the page, without emphasis. */
    sentence: z.string().min(8).max(400),
    section: z.enum(['system', 'web-stack', 'ai-layer', 'security', 'cloud', 'delivery', 'start']),
    /** Id of src/architecture; promises of people have none. */
    part: z.string().optional(),
    /** Id of the diagram, for a sentence that stands in one. */
    view: z.string().optional(),
    kind: z.enum(Object.keys(kinds) as [Kind, ...Kind[]]),
    /** Proofs by id, tests by file and title. */
    proofs: z.array(id).default([]),
    tests: z.array(test).default([]),
    /** Checks of the drift gate, by name: "postgres: a standby in a second zone", "cdn>s3-static", "ecr: step". */
    template: z.array(z.string().min(4)).default([]),
    /** What is simulated and for what; why nothing can run it; what is missing and what will check it. */
    why: z.string().min(20).optional(),
    /** What the check does not cover. */
    note: z.string().min(20).optional(),
    owasp: z.array(z.string().regex(/^(?:A|API)\d{1,2}$/)).default([]),
    asvs: z.array(z.string().regex(/^V\d{1,2}\.\d{1,2}\.\d{1,2}$/)).default([]),
    /** Where the sentence stands when it is no text of a page: a diagram's label, or a page's lead. */
    stands: z.enum(['text', 'lead', 'diagram']).default('text'),
    /** Page that has it, where that is not the section's own. */
    page: z.string().optional(),
  })
  .superRefine(({ kind, proofs, tests, template, why }, context) => {
    const say = (message: string) => context.addIssue({ code: 'custom', path: ['kind'], message });
    const checks = proofs.length + tests.length + template.length;
    if (kind === 'policy' || kind === 'planned') {
      if (checks > 0) say(`${kind}: has checks all the same; another kind fits`);
    } else if (checks === 0) say(`${kind}: names no check`);
    if (kind === 'proven' && proofs.length === 0) say('proven: names no proof');
    if (kind === 'template' && template.length === 0) say('template: names no check of the drift gate');
    if ((kind === 'pipeline' || kind === 'template') && proofs.length > 0)
      say(`${kind}: has proofs, so it is proven`);
    if (['policy', 'planned', 'simulated'].includes(kind) && why === undefined)
      say(`${kind}: does not say why`);
  });

export type ClaimData = z.output<typeof claimSchema>;

export interface Claim extends ClaimData {
  /** The file's name. */
  readonly id: string;
  readonly file: string;
}

/** Words without markup, one space between them. */
export const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
