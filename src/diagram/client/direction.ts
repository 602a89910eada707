// Which part an arrow key goes to. Down follows what a part leads to, up where it comes from, left and right its siblings.
// Connected parts come first; where nothing is connected that way, the nearest part in that direction, so that no part is out of reach.

export type Direction = 'up' | 'down' | 'left' | 'right';

export interface Spot {
  readonly id: string;
  /** Centre and half size, in any one unit. */
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

export interface Link {
  readonly from: string;
  readonly to: string;
}

export function neighbour(
  here: string,
  direction: Direction,
  spots: readonly Spot[],
  links: readonly Link[],
): string | undefined {
  const start = spots.find((spot) => spot.id === here);
  if (start === undefined) return undefined;
  const others = spots.filter((spot) => spot.id !== here);
  const upright = direction === 'up' || direction === 'down';
  return upright
    ? upOrDown(start, direction === 'down' ? 1 : -1, others, links)
    : sideways(start, direction === 'right' ? 1 : -1, others, links);
}

function upOrDown(start: Spot, sign: 1 | -1, others: readonly Spot[], links: readonly Link[]) {
  const beyond = others.filter((spot) => (spot.y - start.y) * sign > 1 && !sameRow(start, spot));
  const leads = (spot: Spot) => has(links, start.id, spot.id);
  const comes = (spot: Spot) => has(links, spot.id, start.id);
  const first = sign === 1 ? leads : comes;
  const second = sign === 1 ? comes : leads;
  return (
    closest(start, beyond.filter(first), 1, 1.5) ??
    closest(start, beyond.filter(second), 1, 1.5) ??
    closest(start, beyond, 1, 1)
  );
}

function sideways(start: Spot, sign: 1 | -1, others: readonly Spot[], links: readonly Link[]) {
  const family = others.filter((spot) => related(start.id, spot.id, links));
  const beyond = (spot: Spot) => (spot.x - start.x) * sign > 1;
  const sameColumn = (spot: Spot) => Math.abs(spot.x - start.x) <= 1 && (spot.y - start.y) * sign > 0;
  const near = others.filter((spot) => sameRow(start, spot) || family.includes(spot)).filter(beyond);
  return (
    closest(start, near, 1, 2) ??
    closest(start, others.filter(beyond), 1, 2) ??
    closest(start, family.filter(sameColumn), 1, 1)
  );
}

/** The smallest weighted distance; the earlier spot wins a tie, so that the walk is the same every time. */
function closest(start: Spot, spots: readonly Spot[], alongX: number, alongY: number): string | undefined {
  let best: string | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (const spot of spots) {
    const length = Math.abs(spot.x - start.x) * alongX + Math.abs(spot.y - start.y) * alongY;
    if (length < shortest) {
      shortest = length;
      best = spot.id;
    }
  }
  return best;
}

function sameRow(a: Spot, b: Spot): boolean {
  return Math.abs(a.y - b.y) < (a.halfHeight + b.halfHeight) / 2;
}

function has(links: readonly Link[], from: string, to: string): boolean {
  return links.some((link) => link.from === from && link.to === to);
}

/** Connected with each other, or through one part that both come from or both lead to. */
function related(a: string, b: string, links: readonly Link[]): boolean {
  if (has(links, a, b) || has(links, b, a)) return true;
  return links.some(
    (link) => (link.from === a && has(links, b, link.to)) || (link.to === a && has(links, link.from, b)),
  );
}
