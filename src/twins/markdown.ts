// Turns the MDX of a page into plain Markdown: every component is replaced by its text form, everything else stays
// as the author wrote it. Works on source positions, so tables, emphasis and fences are never printed anew.

import { mdxToMdast } from 'satteri';
import { unknown } from '../markdown/problem.ts';
import { type Place, textForms } from './components.ts';

interface SyntaxNode {
  readonly type: string;
  readonly name?: string | null;
  readonly attributes?: readonly { name?: string; value?: unknown }[];
  readonly children?: readonly SyntaxNode[];
  readonly position?: { start: { offset?: number; line: number }; end: { offset?: number } };
}

const replaced = new Set([
  'mdxJsxFlowElement',
  'mdxJsxTextElement',
  'mdxFlowExpression',
  'mdxTextExpression',
  'mdxjsEsm',
]);

/** Throws, with the file and the line, when a component has no text form. */
export function toMarkdown(mdx: string, place: Place): string {
  const root = mdxToMdast(mdx) as SyntaxNode;
  const end = root.position?.end.offset ?? mdx.length;
  return `${render(mdx, root.children ?? [], 0, Math.max(end, mdx.length), place)
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** The source between two offsets with every component in it replaced. */
function render(mdx: string, nodes: readonly SyntaxNode[], from: number, to: number, place: Place): string {
  let text = '';
  let at = from;
  for (const node of components(nodes)) {
    const start = node.position?.start.offset ?? at;
    text += mdx.slice(at, start) + textOf(mdx, node, place);
    at = node.position?.end.offset ?? start;
  }
  return text + mdx.slice(at, to);
}

/** The outermost components and expressions below these nodes, in the order of the source. */
function components(nodes: readonly SyntaxNode[]): SyntaxNode[] {
  return nodes.flatMap((node) => (replaced.has(node.type) ? [node] : components(node.children ?? [])));
}

function textOf(mdx: string, node: SyntaxNode, place: Place): string {
  const children = node.children ?? [];
  if (!node.type.startsWith('mdxJsx')) return '';
  const from = children[0]?.position?.start.offset ?? 0;
  const to = children.at(-1)?.position?.end.offset ?? from;
  const inner = children.length === 0 ? '' : render(mdx, children, from, to, place).trim();
  if (node.name === null || node.name === undefined) return inner;
  const form = textForms[node.name];
  if (!form) {
    const line = node.position?.start.line ?? 0;
    const fault = unknown(
      'component',
      `<${node.name}>`,
      Object.keys(textForms).map((name) => `<${name}>`),
    );
    throw new Error(`${place.file}:${line}: ${fault} (text forms: src/twins/components.ts)`);
  }
  const attributes: Record<string, string> = {};
  for (const { name, value } of node.attributes ?? []) {
    if (name !== undefined) attributes[name] = typeof value === 'string' ? value : '';
  }
  return form(attributes, inner, place);
}
