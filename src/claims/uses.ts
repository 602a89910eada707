// Where pages put claims: `<Claim id="…">the sentence</Claim>`, read from the syntax tree, with lines.
import { type MdastNode, mdxToMdast } from 'satteri';
import { split } from '../markdown/document.ts';
import { plain } from './claim.ts';

export interface ClaimUse {
  readonly id: string;
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

export function claimUses(file: string, source: string): ClaimUse[] {
  const uses: ClaimUse[] = [];
  const visit = (node: MdastNode) => {
    if ((node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') && node.name === 'Claim') {
      const attribute = node.attributes.find((one) => one.type === 'mdxJsxAttribute' && one.name === 'id');
      const id = typeof attribute?.value === 'string' ? attribute.value : '';
      uses.push({ id, text: plain(textOf(node)), file, line: node.position?.start.line ?? 1 });
    }
    if ('children' in node) for (const child of node.children) visit(child as MdastNode);
  };
  visit(mdxToMdast(split(source).body));
  return uses;
}

function textOf(node: MdastNode): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  if (node.type === 'break') return ' ';
  return 'children' in node ? node.children.map((child) => textOf(child as MdastNode)).join('') : '';
}
