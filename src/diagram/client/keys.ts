// Keys, only while the focus is in the diagram, never while typing and never with a modifier.
import { offered, perform } from './action.ts';
import { actions } from './actions.ts';
import { type Direction, neighbour, type Spot } from './direction.ts';
import { formatPlace } from './place.ts';
import type { Walk } from './walk.ts';

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const NOTHING: Readonly<Record<Direction, string>> = {
  up: 'Nothing above this part.',
  down: 'Nothing below this part.',
  left: 'Nothing to the left of this part.',
  right: 'Nothing to the right of this part.',
};

export function listenToKeys(walk: Walk): void {
  const { section, nodes, edges } = walk.plate;
  const ids = [...nodes.keys()];

  /** Only one part is in the tab order, so Tab enters the diagram once. */
  const enter = (part: string | undefined) => {
    for (const [id, node] of nodes) node.setAttribute('tabindex', id === part ? '0' : '-1');
  };
  const partOf = (target: EventTarget | null) =>
    (target instanceof Element && target.closest('[data-canvas] [data-part]')?.getAttribute('data-part')) ||
    undefined;

  enter(partOf(document.activeElement) ?? ids[0]);
  section.addEventListener('focusin', (event) => {
    const part = partOf(event.target);
    if (part !== undefined) enter(part);
  });
  walk.onChange(() => {
    const place = walk.place();
    if (place.kind === 'part') enter(place.part);
  });

  const focus = (part: string | undefined) => {
    const node = nodes.get(part ?? '');
    if (!node) return;
    node.focus({ preventScroll: true });
    walk.stage.reveal(node, true, true);
  };

  section.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target))
      return;
    const here = partOf(event.target);
    const arrow = ARROWS[event.key];
    if (here !== undefined && arrow !== undefined) {
      event.preventDefault();
      const next = neighbour(here, arrow, spots(nodes), edges);
      if (next === undefined) walk.say(NOTHING[arrow]);
      else focus(next);
      return;
    }
    if (here !== undefined && (event.key === 'Home' || event.key === 'End')) {
      event.preventDefault();
      focus(event.key === 'Home' ? ids[0] : ids.at(-1));
      return;
    }
    if (event.key === 'Escape' && stepBack(walk)) {
      event.preventDefault();
      return;
    }
    const action = actions.find((each) => each.keys?.includes(event.key) && each.id !== 'back');
    if (!action || !offered(action, walk)) return;
    event.preventDefault();
    event.stopPropagation();
    void perform(action, walk);
  });
}

/** One thing at a time: what is played, then what is open, then the full screen that the browser does not leave by itself. */
function stepBack(walk: Walk): boolean {
  if (walk.place().kind !== 'whole') walk.go({ kind: 'whole' });
  else if (walk.full()) void walk.toggleFull();
  else return location.hash.startsWith(`${formatPlace({ kind: 'whole' }, walk.plate.view)}/`);
  return true;
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, dialog') !== null;
}

function spots(nodes: ReadonlyMap<string, Element>): Spot[] {
  return [...nodes].map(([id, node]) => {
    const box = (node.querySelector('.dg-box') ?? node).getBoundingClientRect();
    const halfWidth = box.width / 2;
    const halfHeight = box.height / 2;
    return { id, x: box.left + halfWidth, y: box.top + halfHeight, halfWidth, halfHeight };
  });
}
