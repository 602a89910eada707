// Puts a place on the plate: which part is current, what is near it, which panel is open, which step the bar tells.
import { make } from './element.ts';
import { formatPlace, type Place } from './place.ts';
import { type Plate, partName } from './plate.ts';

export function placePart(plate: Plate, place: Place): string | undefined {
  if (place.kind === 'part') return place.part;
  return place.kind === 'step' ? plate.steps[place.step - 1]?.at : undefined;
}

export function show(plate: Plate, place: Place): void {
  const part = placePart(plate, place);
  const { walked, near } = surroundings(plate, place);
  const step = place.kind === 'step' ? plate.steps[place.step - 1] : undefined;
  plate.section.dataset.state = place.kind === 'unknown' ? 'whole' : place.kind;
  for (const [id, node] of plate.nodes) {
    mark(node, 'data-current', id === part);
    mark(node, 'data-near', near.has(id) && id !== part);
    if (id === part) node.setAttribute('aria-current', 'true');
    else node.removeAttribute('aria-current');
  }
  for (const [id, item] of plate.panels) {
    item.hidden = id !== part;
    mark(item, 'data-current', id === part);
  }
  for (const edge of plate.edges) {
    mark(edge.element, 'data-current', edge === step?.edge);
    const touches = place.kind === 'part' && (edge.from === part || edge.to === part);
    mark(edge.element, 'data-near', touches || walked.has(edge.element));
  }
  for (const item of plate.steps) {
    mark(item.element, 'data-current', item === step);
    if (item === step) item.element.setAttribute('aria-current', 'step');
    else item.element.removeAttribute('aria-current');
  }
  if (plate.whole) plate.whole.hidden = part !== undefined;
  showMissing(plate, place);
}

/** For a part: what it is connected with. For a step: what the steps before it have passed. */
function surroundings(plate: Plate, place: Place) {
  const near = new Set<string>();
  const walked = new Set<Element>();
  if (place.kind === 'part') {
    for (const { from, to } of plate.edges)
      if (from === place.part || to === place.part) near.add(from).add(to);
  }
  if (place.kind === 'step') {
    for (const { at, edge } of plate.steps.slice(0, place.step)) {
      near.add(at);
      if (edge) {
        near.add(edge.from).add(edge.to);
        walked.add(edge.element);
      }
    }
  }
  return { near, walked };
}

/** What is said about a link that leads nowhere. */
export function missing(plate: Plate, place: Place): string {
  if (place.kind !== 'unknown') return '';
  if (!place.step) return `No part called ‘${place.said}’ in this diagram. Showing the whole of it.`;
  const count = plate.steps.length;
  const has = count === 0 ? 'It has no steps' : `It has ${count} step${count === 1 ? '' : 's'}`;
  return `No step ${place.said} in this diagram. ${has}. Showing the whole of it.`;
}

function showMissing(plate: Plate, place: Place): void {
  plate.section.querySelector('.diagram-missing')?.remove();
  if (place.kind !== 'unknown') return;
  const note = make('p', { class: 'diagram-missing' }, missing(plate, place));
  const { instead } = place;
  if (instead) {
    const label = instead.kind === 'part' ? partName(plate, instead.part) : 'the last step';
    note.append(' Nearest: ', make('a', { href: formatPlace(instead, plate.view) }, label), '.');
  }
  // Above the drawing: on a phone the panel is out of sight.
  plate.panel.parentElement?.before(note);
}

function mark(element: Element, attribute: string, on: boolean): void {
  element.toggleAttribute(attribute, on);
}
