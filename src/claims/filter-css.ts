// The ledger's filters as CSS: a radio button that is pressed hides the entries of the others. One rule a value.
import { type Kind, kinds } from './claim.ts';
import { sections } from './ledger.ts';

export const layers = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'audit', 'data'] as const;

const pressed = (name: string, value: string): string =>
  `.proofs:has(input[name="${name}"][value="${value}"]:checked)`;

export const filterCss = [
  ...(Object.keys(kinds) as Kind[]).map(
    (kind) => `${pressed('kind', kind)} .entry:not([data-kind="${kind}"])`,
  ),
  ...Object.keys(sections).map((id) => `${pressed('section', id)} .claims:not([data-section="${id}"])`),
  ...layers.map((layer) => `${pressed('layer', layer)} .entry:not([data-layers~="${layer}"])`),
  '.proofs .claims:not(:has(.entry))',
]
  .map((selector) => `${selector}{display:none}`)
  .join('');
