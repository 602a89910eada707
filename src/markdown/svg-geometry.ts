// The geometry that jsdom lacks: boxes of SVG elements from their attributes and from the font's widths.
// Only what mermaid asks of it: translations and scales, no rotation; a curve's box is that of its control points.

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How text is set while a drawing is measured. */
export interface Setting {
  readonly measure: (text: string, size: number) => number;
  readonly size: number;
  /** Mermaid's own CSS, which jsdom does not apply, centres the words in flowchart and block nodes. */
  centredNodes: boolean;
}

export interface Point {
  x: number;
  y: number;
}

/** Share of the font size above and below the baseline (Hanken Grotesk: 1000 and 303 of 1000). */
const ascent = 1;
const lineHeight = 1.303;
const undrawn = new Set(['defs', 'marker', 'style', 'title', 'desc', 'script', 'symbol', 'clipPath']);

export function number(element: Element, name: string, otherwise = 0): number {
  const value = Number.parseFloat(element.getAttribute(name) ?? '');
  return Number.isFinite(value) ? value : otherwise;
}

export function fontSize(element: Element | null, base: number): number {
  for (let at = element; at; at = at.parentElement) {
    const written = (at as SVGElement).style?.fontSize || at.getAttribute('font-size') || '';
    const size = Number.parseFloat(written);
    if (size > 0) return written.endsWith('em') ? size * base : size;
  }
  return base;
}

function around(points: readonly Point[]): Box {
  if (points.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

const corners = (box: Box): Point[] => [
  { x: box.x, y: box.y },
  { x: box.x + box.width, y: box.y + box.height },
];

function transform(element: Element): (point: Point) => Point {
  const steps = [...(element.getAttribute('transform') ?? '').matchAll(/(\w+)\(([^)]*)\)/g)].map(
    ([, name, list]) => ({ name, values: (list ?? '').split(/[\s,]+/).map(Number) }),
  );
  return (point) =>
    steps.reduceRight(({ x, y }, { name, values: [a = 0, b] }) => {
      if (name === 'translate') return { x: x + a, y: y + (b ?? 0) };
      if (name === 'scale') return { x: x * a, y: y * (b ?? a) };
      return { x, y };
    }, point);
}

export const moved = (element: Element, point: Point): Point => transform(element)(point);

/** The corners of a polygon or a path; none for shapes whose border is their box. */
export function outlineOf(element: Element): Point[] {
  if (element.tagName === 'path') return pathPoints(element.getAttribute('d') ?? '');
  const values = (element.getAttribute('points') ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
  return values.flatMap((x, at) => (at % 2 ? [] : [{ x, y: values[at + 1] ?? 0 }]));
}

/** A box in the coordinates around the element whose transform moves it. */
export const placed = (element: Element, box: Box): Box => around(corners(box).map(transform(element)));

/** The corner and control points of a path, relative commands resolved. */
export function pathPoints(d: string): Point[] {
  const points: Point[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  for (const [, letter = 'M', list = ''] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const values = (list.match(/-?(?:\d*\.\d+|\d+\.?)(?:e[-+]?\d+)?/gi) ?? []).map(Number);
    const kind = letter.toUpperCase();
    const relative = letter !== kind;
    if (kind === 'Z') [x, y] = [startX, startY];
    const size = { H: 1, V: 1, C: 6, S: 4, Q: 4, A: 7 }[kind] ?? 2;
    for (let at = 0; at + size <= values.length; at += size) {
      const part = values.slice(at, at + size);
      const [fromX, fromY] = [x, y];
      const move = (dx: number, dy: number) => {
        x = dx + (relative ? fromX : 0);
        y = dy + (relative ? fromY : 0);
        points.push({ x, y });
      };
      if (kind === 'H') move(part[0] ?? 0, relative ? 0 : fromY);
      else if (kind === 'V') move(relative ? 0 : fromX, part[0] ?? 0);
      else if (kind === 'A') {
        move(part[5] ?? 0, part[6] ?? 0);
        // Half an ellipse, the rim of a cylinder, reaches one radius above and below its chord.
        const [rx = 0, ry = 0] = part;
        const half = Math.abs(Math.abs(x - fromX) - 2 * rx) < 1;
        if (half)
          for (const side of [-ry, ry]) points.push({ x: (x + fromX) / 2, y: (y + fromY) / 2 + side });
      } else for (let pair = 0; pair < size; pair += 2) move(part[pair] ?? 0, part[pair + 1] ?? 0);
      if (kind === 'M' && at === 0) [startX, startY] = [x, y];
    }
  }
  return points;
}

export function pathLength(d: string): number {
  const points = pathPoints(d);
  return points.reduce((sum, point, at) => {
    const before = points[at - 1] ?? point;
    return sum + Math.hypot(point.x - before.x, point.y - before.y);
  }, 0);
}

export function pointAt(d: string, length: number): Point {
  const points = pathPoints(d);
  let left = length;
  for (let at = 1; at < points.length; at++) {
    const [from, to] = [points[at - 1], points[at]];
    if (!from || !to) break;
    const step = Math.hypot(to.x - from.x, to.y - from.y);
    if (step > 0 && left <= step) {
      const share = Math.max(0, left) / step;
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    }
    left -= step;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}

const inEm = (written: string | null, size: number) =>
  written === null ? 0 : Number.parseFloat(written) * (written.endsWith('em') ? size : 1) || 0;

/** Rows of a text: mermaid writes one outer tspan for each, or none for a single row. */
function textBox(text: Element, setting: Setting): Box {
  const size = fontSize(text, setting.size);
  const anchor = anchorOf(text, setting);
  const rows = [...text.children].filter((child) => child.tagName === 'tspan');
  let baseline = number(text, 'y') + inEm(text.getAttribute('dy'), size);
  const boxes: Box[] = [];
  for (const row of rows.length > 0 && rows.some((each) => each.hasAttribute('x')) ? rows : [text]) {
    if (row !== text) {
      if (row.hasAttribute('y')) baseline = inEm(row.getAttribute('y'), size);
      baseline += inEm(row.getAttribute('dy'), size);
    }
    const width = setting.measure(row.textContent ?? '', size);
    if (width === 0) continue;
    const x = number(row, 'x', number(text, 'x'));
    const shift = anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0;
    boxes.push({ x: x - shift, y: baseline - ascent * size, width, height: lineHeight * size });
  }
  return around(boxes.flatMap(corners));
}

function anchorOf(text: Element, setting: Setting): string {
  if (setting.centredNodes && text.closest('.node .label')) return 'middle';
  for (let at: Element | null = text; at; at = at.parentElement) {
    const anchor =
      (at as SVGElement).style?.getPropertyValue('text-anchor') || at.getAttribute('text-anchor');
    if (anchor) return anchor;
  }
  return 'start';
}

function shapeBox(element: Element): Box | null {
  switch (element.tagName) {
    case 'rect':
    case 'image':
    case 'foreignObject':
      return {
        x: number(element, 'x'),
        y: number(element, 'y'),
        width: number(element, 'width'),
        height: number(element, 'height'),
      };
    case 'circle':
    case 'ellipse': {
      const rx = number(element, 'rx', number(element, 'r'));
      const ry = number(element, 'ry', number(element, 'r'));
      return { x: number(element, 'cx') - rx, y: number(element, 'cy') - ry, width: 2 * rx, height: 2 * ry };
    }
    case 'line':
      return around([
        { x: number(element, 'x1'), y: number(element, 'y1') },
        { x: number(element, 'x2'), y: number(element, 'y2') },
      ]);
    case 'polygon':
    case 'polyline':
    case 'path':
      return around(outlineOf(element));
    default:
      return null;
  }
}

/** The box in the element's own coordinates, as getBBox gives it: its own transform is left out. */
export function boxOf(element: Element, setting: Setting): Box {
  if (element.tagName === 'text') return textBox(element, setting);
  if (element.tagName === 'tspan') {
    const size = fontSize(element, setting.size);
    const width = setting.measure(element.textContent ?? '', size);
    return { x: number(element, 'x'), y: -ascent * size, width, height: lineHeight * size };
  }
  const shape = shapeBox(element);
  if (shape) return shape;
  const points = [...element.children].flatMap((child) => {
    if (undrawn.has(child.tagName)) return [];
    const box = boxOf(child, setting);
    return box.width === 0 && box.height === 0 ? [] : corners(box).map(transform(child));
  });
  return around(points);
}
