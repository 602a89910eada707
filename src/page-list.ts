// Every page that has an address of its own, from the two collections: what the text twins, the social images,
// the sitemap and llms.txt are made from. The page for missing addresses is not among them.

import { getCollection } from 'astro:content';
import { addressOf } from './architecture/address.ts';
import type { PartId, ViewId } from './architecture/model.ts';
import { table } from './twins/table.ts';
import { words } from './words.ts';

export interface ListedPage {
  /** 'index', 'security', 'decisions/0001-one-model'. */
  readonly slug: string;
  readonly kind: 'page' | 'decision';
  readonly title: string;
  readonly nav: string;
  readonly number: string | undefined;
  readonly section: string | undefined;
  readonly description: string;
  readonly lead: string | undefined;
  /** Decisions only. */
  readonly choice: { readonly chose: string; readonly against: string; readonly costs: string } | undefined;
  readonly body: string;
  readonly file: string;
}

export async function listPages(): Promise<ListedPage[]> {
  const pages = (await getCollection('pages')).toSorted((a, b) => a.data.order - b.data.order);
  return pages
    .filter(({ id }) => id !== '404')
    .map(fromPage)
    .concat((await listDecisions()).map(fromDecision));
}

export async function listDecisions() {
  return (await getCollection('decisions')).toSorted((a, b) => a.id.localeCompare(b.id, 'en'));
}

type PageEntry = Awaited<ReturnType<typeof getCollection<'pages'>>>[number];
type DecisionEntry = Awaited<ReturnType<typeof listDecisions>>[number];

function fromPage({ id, data, body, filePath }: PageEntry): ListedPage {
  const { title, nav, number, section, description, lead, ledger } = data;
  return {
    slug: id,
    kind: 'page',
    title,
    nav,
    number,
    section,
    description,
    lead,
    choice: undefined,
    body: (ledger ? ledgerTable(ledger) : '') + (body ?? ''),
    file: filePath ?? id,
  };
}

function fromDecision({ id, data, body, filePath }: DecisionEntry): ListedPage {
  return {
    slug: `decisions/${id}`,
    kind: 'decision',
    title: data.title,
    nav: `Decision ${id.slice(0, 4)}`,
    number: undefined,
    section: data.sections[0],
    description: `Chose: ${data.chose} Against: ${data.against}`,
    lead: undefined,
    choice: { chose: data.chose, against: data.against, costs: data.costs },
    body: decisionHead(data) + (body ?? ''),
    file: filePath ?? id,
  };
}

function decisionHead({ date, status, chose, against, costs }: DecisionEntry['data']): string {
  const day = date instanceof Date ? date.toISOString().slice(0, 10) : date;
  return `- Status: ${status}, ${day}\n- Chose: ${chose}\n- Against: ${against}\n- What it costs: ${costs}\n\n`;
}

/** The landing page's rows stand in its front matter, not in its text. */
function ledgerTable(rows: NonNullable<PageEntry['data']['ledger']>): string {
  const cells = rows.map(({ what, where, outcome, view, part }) => [
    what,
    outcome,
    `[${where}](${addressOf(part as PartId, view as ViewId)})`,
  ]);
  return `## ${words.ledger.title}\n\n${table(['If', 'Then', 'Where'], cells)}\n\n`;
}
