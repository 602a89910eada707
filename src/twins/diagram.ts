// A diagram as text: what it shows, its parts by group, its relations, its steps, and the Mermaid that draws it.

import { addressOf } from '../architecture/address.ts';
import { toMermaid } from '../architecture/mermaid.ts';
import { homeView, labelIn, type PartId, parts, type ViewId, views } from '../architecture/model.ts';
import { table } from './table.ts';

/** A link to the part in the diagram where it is at home, or in `view`. */
export function partLink(id: PartId, text?: string, view: ViewId = homeView(id)): string {
  return `[${text || labelIn(view, id).name}](${addressOf(id, view)})`;
}

export function diagramText(id: ViewId): string {
  const view = views[id];
  const sections = [`### ${view.figure}: ${view.title}`, view.caption, outline(id)];
  const relations = relationTable(id);
  if (relations) sections.push('#### What leads where', relations);
  if (view.steps.length > 0) {
    sections.push(
      '#### Step by step',
      view.steps.map(({ text }, index) => `${index + 1}. ${line(text)}`).join('\n'),
    );
  }
  sections.push('#### As Mermaid', `\`\`\`mermaid\n${toMermaid(id).trim()}\n\`\`\``);
  return sections.join('\n\n');
}

function outline(id: ViewId): string {
  const view = views[id];
  const groups = view.layout === 'flow' ? view.groups : [];
  const grouped = new Set(groups.flatMap((group) => group.parts));
  const loose = view.parts.filter((part) => !grouped.has(part)).map((part) => item(id, part));
  const inGroups = groups.map(
    (group) => `- ${group.label}\n${group.parts.map((part) => `  ${item(id, part)}`).join('\n')}`,
  );
  return [...loose, ...inGroups].join('\n');
}

function item(view: ViewId, id: PartId): string {
  const { does, fails, notices, home, written } = parts[id];
  const { detail } = labelIn(view, id);
  const code = `\`${home}\`${written ? '' : ' (not written yet)'}`;
  return line(
    `- **${partLink(id, undefined, view)}**${detail ? ` (${detail})` : ''}: ${does} How it fails: ${fails} What you would notice: ${notices} Code: ${code}.`,
  );
}

function relationTable(id: ViewId): string {
  const view = views[id];
  const edges = view.layout === 'sequence' ? view.messages : view.relations;
  if (edges.length === 0) return '';
  return table(
    ['From', 'What happens', 'To'],
    edges.map(({ from, label, to }) => [labelIn(id, from).name, label, labelIn(id, to).name]),
  );
}

function line(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
