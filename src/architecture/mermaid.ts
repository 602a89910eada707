// A view as Mermaid text, for copying into other documents. Node ids are the model's own, so a text that somebody
// pasted elsewhere can still be compared with the model.

import { labelIn, type PartId, type ViewId, views } from './model.ts';
import type { FlowView, SequenceView, StackView } from './shape.ts';

/** Mermaid has no backslash: characters that would end a label or a statement go in as its own entity codes. */
const entities: Readonly<Record<string, string>> = {
  '#': '#35;',
  '"': '#quot;',
  ';': '#59;',
  '<': '#lt;',
  '>': '#gt;',
};
const escaped = (text: string) => text.replace(/[#";<>]/g, (character) => entities[character] ?? character);

function box(view: ViewId, id: PartId): string {
  const { name, detail } = labelIn(view, id);
  return `${id}["${escaped(name)}<br/>${escaped(detail)}"]`;
}

function flow(id: ViewId, view: FlowView<PartId>): string[] {
  const grouped = new Set(view.groups.flatMap((group) => group.parts));
  return [
    'flowchart TB',
    ...view.parts.filter((part) => !grouped.has(part)).map((part) => `  ${box(id, part)}`),
    ...view.groups.flatMap((group) => [
      `  subgraph group-${group.id}["${escaped(group.label)}"]`,
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
    ({ from, to, label, async }) => `  ${from} ${async ? '-.->' : '-->'}|"${escaped(label)}"| ${to}`,
  );
}

function sequence(id: ViewId, view: SequenceView<PartId>): string[] {
  const across = `${view.parts[0]},${view.parts.at(-1)}`;
  return [
    'sequenceDiagram',
    ...view.parts.map((part) => `  participant ${part} as ${escaped(labelIn(id, part).name)}`),
    ...view.messages.flatMap(({ from, to, label, reply, heading }) => [
      ...(heading === undefined ? [] : [`  Note over ${across}: ${escaped(heading)}`]),
      `  ${from}${reply ? '-->>' : '->>'}${to}: ${escaped(label)}`,
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
