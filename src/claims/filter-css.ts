// The ledger's filters as CSS: a choice that is made hides the claims of the others. One rule a value.
import { type Kind, kinds } from './claim.ts';
import { items, sections } from './ledger.ts';

export const layers = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'audit', 'data'] as const;

/** No two filters have a value in common, so the value alone says which is meant. */
const rule = (value: string, has: string): string =>
  `.proofs:has([value="${value}"]:checked) .claims :is(.entry:not(${has}),h3:not(:has(~${has})))`;

export const filterCss = [
  ...(Object.keys(kinds) as Kind[]).map((kind) => rule(kind, `[data-kind="${kind}"]`)),
  ...Object.keys(sections).map(
    (id) => `.proofs:has([value="${id}"]:checked) .claims:not([data-section="${id}"])`,
  ),
  ...layers.map((layer) => rule(layer, `[data-layers~="${layer}"]`)),
  ...[...items('owasp'), ...items('asvs')].map((item) => rule(item, `[data-items~="${item}"]`)),
]
  .map((selector) => `${selector}{display:none}`)
  .join('');
