// The ledger's filters as CSS: a radio button that is pressed hides the entries of the others. One rule a value.
import { type Kind, kinds } from './claim.ts';
import { sections } from './ledger.ts';

export const layers = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'audit', 'data'] as const;

const pressed = (name: string, value: string): string =>
  `.proofs:has(input[name="${name}"][value="${value}"]:checked)`;

const rules = (name: string, value: string, has: string): string[] => [
  `${pressed(name, value)} .entry:not(${has})`,
  `${pressed(name, value)} .claims:not(:has(${has}))`,
];

export const filterCss = [
  ...(Object.keys(kinds) as Kind[]).flatMap((kind) => rules('kind', kind, `[data-kind="${kind}"]`)),
  ...Object.keys(sections).map((id) => `${pressed('section', id)} .claims:not([data-section="${id}"])`),
  ...layers.flatMap((layer) => rules('layer', layer, `[data-layers~="${layer}"]`)),
]
  .map((selector) => `${selector}{display:none}`)
  .join('');
