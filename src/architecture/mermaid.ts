// A view as Mermaid text, for copying into other documents. Node ids are the model's own, so a text that somebody
// pasted elsewhere can still be compared with the model.

import { labelIn, type PartId, type ViewId, views } from './model.ts';
import type { FlowView, SequenceView, StackView } from './shape.ts';

/** Mermaid has no escape for these inside a label; its own entity codes are the way round. */
const quoted = (text: string) => text.replaceAll('#', '#35;').replaceAll('"', '#quot;');
const plain = (text: string) => quoted(text).replaceAll(';', '#59;').replaceAll('#35#59;', '#35;');

function box(view: ViewId, id: PartId): string {
  const { name, detail } = labelIn(view, id);
  return `${id}["${quoted(detail === '' ? name : `${name}<br/>${detail}`)}"]`;
}

function flow(id: ViewId, view: FlowView<PartId>): string[] {
  const grouped = new Set(view.groups.flatMap((group) => group.parts));
  return [
    'flowchart TB',
    ...view.parts.filter((part) => !grouped.has(part)).map((part) => `  ${box(id, part)}`),
    ...view.groups.flatMap((group) => [
      `  subgraph group-${group.id}["${quoted(group.label)}"]`,
      ...group.parts.map((part) => `    ${box(id, part)}`),
      '  end',
    ]),
    ...arrows(view),
  ];
}

function stack(id: ViewId, view: StackView<PartId>): string[] {
  return ['flowchart TB', ...view.parts.map((part) => `  ${box(id, part)}`), ...arrows(view)];
}

function arrows(view: FlowView<PartId> | StackView<PartId>): string[] {
  return view.relations.map(
    ({ from, to, label, async }) => `  ${from} ${async ? '-.->' : '-->'}|"${quoted(label)}"| ${to}`,
  );
}

function sequence(id: ViewId, view: SequenceView<PartId>): string[] {
  const across = `${view.parts[0]},${view.parts.at(-1)}`;
  return [
    'sequenceDiagram',
    ...view.parts.map((part) => `  participant ${part} as ${plain(labelIn(id, part).name)}`),
    ...view.messages.flatMap(({ from, to, label, reply, heading }) => [
      ...(heading === undefined ? [] : [`  Note over ${across}: ${plain(heading)}`]),
      `  ${from}${reply ? '-->>' : '->>'}${to}: ${plain(label)}`,
    ]),
  ];
}

/** The diagram as valid Mermaid 12 text; every call gives the same bytes. */
export function toMermaid(id: ViewId): string {
  const view = views[id];
  const lines =
    view.layout === 'sequence'
      ? sequence(id, view)
      : view.layout === 'stack'
        ? stack(id, view)
        : flow(id, view);
  return `${lines.join('\n')}\n`;
}
