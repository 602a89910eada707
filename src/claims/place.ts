// Where a reader finds the sentence of a claim.
import { addressOf } from '../architecture/address.ts';
import { labelIn, type PartId, parts, type ViewId, views } from '../architecture/model.ts';
import type { Claim } from './claim.ts';

export const pageOfClaim = ({ section, page }: Claim): string =>
  page ?? (section === 'system' ? '/' : `/${section}/`);

export function placeOf(claim: Claim): string {
  const { id, stands, part, view } = claim;
  if (stands === 'diagram' && part !== undefined)
    return addressOf(part as PartId, view as ViewId | undefined);
  return stands === 'lead' ? pageOfClaim(claim) : `${pageOfClaim(claim)}#claim-${id}`;
}

/** What the diagram writes on the part, or undefined when there is no such part or diagram. */
export function labelOf({ part, view }: Claim): string | undefined {
  if (part === undefined || !(part in parts)) return undefined;
  const { name, detail } =
    view !== undefined && view in views ? labelIn(view as ViewId, part as PartId) : parts[part as PartId];
  return `${name} · ${detail}`;
}
