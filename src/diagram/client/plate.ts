// Reads the DOM that Diagram.astro writes, once. Everything else in this folder works on what is found here.

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly element: SVGGElement;
  readonly line: SVGPathElement | null;
}

export interface Step {
  readonly at: string;
  readonly edge: Edge | undefined;
  readonly text: string;
  readonly element: HTMLElement;
}

export interface Plate {
  readonly view: string;
  readonly title: string;
  readonly section: HTMLElement;
  readonly canvas: HTMLElement;
  readonly svg: SVGSVGElement;
  readonly panel: HTMLElement;
  readonly whole: HTMLElement | null;
  readonly nodes: ReadonlyMap<string, SVGAElement>;
  readonly panels: ReadonlyMap<string, HTMLElement>;
  readonly edges: readonly Edge[];
  readonly steps: readonly Step[];
}

export function readPlate(section: HTMLElement): Plate {
  const canvas = need(section.querySelector<HTMLElement>('[data-canvas]'), section, '[data-canvas]');
  const edges = [...canvas.querySelectorAll<SVGGElement>('[data-edge]')].map(readEdge);
  return {
    view: section.dataset.diagram ?? section.id,
    title: section.querySelector('.plate-title')?.textContent?.trim() ?? 'Diagram',
    section,
    canvas,
    svg: need(canvas.querySelector('svg'), section, 'svg'),
    panel: need(section.querySelector<HTMLElement>('[data-panel]'), section, '[data-panel]'),
    whole: section.querySelector<HTMLElement>('[data-whole]'),
    nodes: byId(canvas.querySelectorAll<SVGAElement>('[data-part]'), 'data-part'),
    panels: byId(section.querySelectorAll<HTMLElement>('[data-panel-part]'), 'data-panel-part'),
    edges,
    steps: readSteps(section, edges),
  };
}

export function partName(plate: Plate, part: string): string {
  const heading = plate.panels.get(part)?.querySelector('h4')?.textContent?.trim();
  return heading || (plate.nodes.get(part)?.getAttribute('aria-label')?.split('. ')[0] ?? part);
}

function readEdge(element: SVGGElement): Edge {
  const [from = '', to = ''] = (element.dataset.edge ?? '').split('>');
  return { from, to, element, line: element.querySelector<SVGPathElement>('.ln') };
}

/** In a sequence two steps may travel between the same two parts: there each line carries the number of its step. */
function readSteps(section: HTMLElement, edges: readonly Edge[]): Step[] {
  return [...section.querySelectorAll<HTMLElement>('.diagram-steps > [data-at]')].map((element, index) => {
    const { at = '', along = '' } = element.dataset;
    const edge =
      edges.find((each) => each.element.dataset.message === String(index + 1)) ??
      edges.find((each) => `${each.from}>${each.to}` === along);
    return { at, edge, text: element.textContent?.replace(/\s+/g, ' ').trim() ?? '', element };
  });
}

function byId<Kind extends Element>(found: Iterable<Kind>, attribute: string): Map<string, Kind> {
  return new Map([...found].map((element) => [element.getAttribute(attribute) ?? '', element]));
}

function need<Kind>(found: Kind | null, section: HTMLElement, selector: string): Kind {
  if (found === null) throw new Error(`Diagram ${section.id} has no ${selector}`);
  return found;
}
