// The claims in the order of the sections, and how many there are of each kind.
import { type Claim, type Kind, kinds } from './claim.ts';
import { claimsById } from './read.ts';

export const sections = {
  system: 'The system',
  'web-stack': '01 Web stack',
  'ai-layer': '02 AI layer',
  security: '03 Security',
  cloud: '04 Cloud',
  delivery: '05 Delivery',
  start: 'Start a project',
} as const satisfies Record<Claim['section'], string>;

export interface Group {
  readonly section: Claim['section'];
  readonly title: string;
  readonly claims: readonly Claim[];
}

const order = Object.keys(kinds) as Kind[];

export function groups(): Group[] {
  const all = [...claimsById().values()];
  return (Object.keys(sections) as Claim['section'][]).map((section) => ({
    section,
    title: sections[section],
    claims: all
      .filter((claim) => claim.section === section)
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.id.localeCompare(b.id)),
  }));
}

export const counted = (): readonly (readonly [kind: Kind, count: number])[] => {
  const all = [...claimsById().values()];
  return order
    .map((kind) => [kind, all.filter((claim) => claim.kind === kind).length] as const)
    .filter(([, count]) => count > 0);
};

/** What claims name of OWASP's lists, or of ASVS's chapters. */
export const itemsOf = ({ owasp, asvs }: Pick<Claim, 'owasp' | 'asvs'>) => ({
  owasp,
  asvs: [...new Set(asvs.map((id) => id.replace(/\..*/, '')))],
});

/** All of them, in order. */
export const items = (list: 'owasp' | 'asvs'): string[] =>
  [...new Set([...claimsById().values()].flatMap((claim) => itemsOf(claim)[list]))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
