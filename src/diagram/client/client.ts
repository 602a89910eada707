// Makes one diagram walkable. Loaded when the reader first touches the diagram or arrives by a link to a place in it.
import { addBar } from './bar.ts';
import { listenToKeys } from './keys.ts';
import { parsePlace } from './place.ts';
import { readPlate } from './plate.ts';
import { placePart } from './show.ts';
import { fillToolbar } from './toolbar.ts';
import { createWalk, type Walk } from './walk.ts';

const started = new WeakSet<HTMLElement>();

export function start(section: HTMLElement, intent: 'hash' | 'touch'): void {
  if (started.has(section)) return;
  started.add(section);
  const walk = createWalk(readPlate(section));
  fillToolbar(walk);
  addBar(walk);
  listenToKeys(walk);
  listenToLinks(walk);
  // Back, forward and links from elsewhere on the page. Our own pushState does not fire it.
  addEventListener('hashchange', () => walk.follow('moved'));
  walk.follow(intent);
  if (intent === 'hash') afterOwnScroll(() => walk.reveal(true));
}

/** The browser scrolls to the panel item that the address names, at the latest in the frame after the page has loaded. */
function afterOwnScroll(then: () => void): void {
  const settle = () => requestAnimationFrame(() => requestAnimationFrame(then));
  if (document.readyState === 'complete') settle();
  else addEventListener('load', settle, { once: true });
}

/** Links into this diagram, from the drawing, the panel, the steps or the text twin, move it instead of jumping. */
function listenToLinks(walk: Walk): void {
  const { plate } = walk;
  const known = { view: plate.view, parts: [...plate.nodes.keys()], steps: plate.steps.length };
  plate.section.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey ||
      !(event.target instanceof Element)
    )
      return;
    const link = event.target.closest('a');
    if (!link) {
      // Beside the parts: back to the whole.
      if (plate.canvas.contains(event.target) && walk.place().kind === 'part') walk.go({ kind: 'whole' });
      return;
    }
    const href = link.getAttribute('href') ?? '';
    const place = href.startsWith('#') ? parsePlace(href, known) : undefined;
    if (!place || place.kind === 'unknown') return;
    event.preventDefault();
    const inDrawing = plate.canvas.contains(link);
    walk.go(place, !inDrawing);
    if (inDrawing) link.focus({ preventScroll: true });
    else if (place.kind === 'part' && plate.panel.contains(link)) {
      // The item that held the link is gone now: go on reading in the one that took its place.
      plate.panels.get(place.part)?.focus({ preventScroll: true });
    } else if (!link.isConnected)
      plate.nodes.get(placePart(plate, place) ?? '')?.focus({ preventScroll: true });
  });
}
