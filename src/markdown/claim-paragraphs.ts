// A paragraph of nothing but claims. MDX takes an element that has its lines to itself for a block and leaves the paragraph out;
// a claim is a sentence, so it gets one again.
import type { MdastPluginDefinition } from 'satteri';

export const claimParagraphs: MdastPluginDefinition = {
  name: 'claim-paragraphs',
  mdxJsxFlowElement(node, context) {
    if (node.name === 'Claim' && context.parent(node).type === 'root')
      context.wrapNode(node, { type: 'paragraph', children: [] });
  },
};
