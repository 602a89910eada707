// The text form of every component that content may use, by name. A component without an entry stops the build.

import { type PartId, parts, type ViewId, views } from '../architecture/model.ts';
import type { SectionId } from '../architecture/shape.ts';
import { matrixText } from '../claims/matrix.ts';
import { mutantsText } from '../claims/mutants.ts';
import { claimText, ledgerText } from '../claims/text.ts';
import { unknown } from '../markdown/problem.ts';
import { languageOf, readSource, takeRegion } from '../markdown/region.ts';
import { pipelineText, receiptText } from '../receipt/text.ts';
import { demoForms } from './demos.ts';
import { diagramText, partLink } from './diagram.ts';
import { table } from './table.ts';

interface DecisionCard {
  readonly id: string;
  readonly title: string;
  readonly sections: readonly SectionId[];
  readonly chose: string;
  readonly against: string;
  readonly costs: string;
}

interface SectionCard {
  readonly number: string;
  readonly title: string;
  readonly slug: string;
  readonly sentence: string;
}

/** What a component needs to know about where it stands. */
export interface Place {
  /** The source file, for messages. */
  readonly file: string;
  readonly decisions: readonly DecisionCard[];
  /** The sections in a sentence each, from the landing page. */
  readonly sections: readonly SectionCard[];
}

type TextForm = (attributes: Readonly<Record<string, string>>, inner: string, place: Place) => string;

function known<Id extends string>(kind: string, id: string | undefined, all: object, place: Place): Id {
  if (id !== undefined && Object.hasOwn(all, id)) return id as Id;
  throw new Error(`${place.file}: ${unknown(kind, id ?? '', Object.keys(all))}`);
}

export const textForms: Readonly<Record<string, TextForm>> = {
  ...demoForms,

  Diagram: ({ view }, _inner, place) => diagramText(known<ViewId>('diagram', view, views, place)),

  Part: ({ id }, inner, place) => partLink(known<PartId>('part', id, parts, place), inner),

  Claim: ({ id }, inner, place) => claimText(id, inner, place.file),

  Proofs: () => ledgerText(),

  Matrix: () => matrixText(),
  Mutants: () => mutantsText(),
  Receipt: () => receiptText(),
  Pipeline: () => pipelineText(),

  Note: (_attributes, inner) => inner.replace(/^/gm, '> ').replace(/^> $/gm, '>'),

  Failures: ({ view }, _inner, place) => {
    const id = known<ViewId>('diagram', view, views, place);
    const rows = views[id].parts.map((part) => [
      partLink(part, undefined, id),
      parts[part].fails,
      parts[part].notices,
    ]);
    return table(['Part', 'How it fails', 'What you would notice'], rows);
  },

  Sources: ({ view }, _inner, place) => {
    const id = known<ViewId>('diagram', view, views, place);
    const rows = views[id].parts.map((part) => [
      partLink(part, undefined, id),
      `\`${parts[part].home}\``,
      parts[part].written ? 'written' : 'not written yet',
    ]);
    return table(['Part', 'Code', 'State'], rows);
  },

  Decisions: ({ section }, _inner, { decisions }) => {
    const rows = decisions
      .filter(({ sections }) => section === undefined || sections.some((id) => id === section))
      .map(({ id, title, chose, against, costs }) => [
        `[${title}](/decisions/${id}/)`,
        chose,
        against,
        costs,
      ]);
    return table(['Decision', 'Chose', 'Against', 'What it costs'], rows);
  },

  Sections: (_attributes, _inner, { sections }) =>
    sections
      .map(({ number, title, slug, sentence }) => `- [${number} ${title}](/${slug}/): ${sentence}`)
      .join('\n'),

  SourceFile: ({ path = '', region }, _inner, place) => {
    const name = region === undefined ? `\`${path}\`` : `\`${path}\`, region \`${region}\``;
    return `${name}:\n\n\`\`\`${languageOf(path)}\n${sourceText(path, region, place)}\n\`\`\``;
  },
};

function sourceText(path: string, region: string | undefined, place: Place): string {
  const file = readSource(path);
  const taken = 'fault' in file ? file : takeRegion(path, file.text, region);
  if ('fault' in taken) throw new Error(`${place.file}: ${taken.fault}`);
  return taken.lines.join('\n');
}
