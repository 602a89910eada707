// Mermaid's SVG to ours: no styles, no unused definitions, no foreign classes or ids, two decimals. What is left is
// shapes and words with `mm-` classes, which mermaid.css draws in the site's colours. Ids start with `{fence}`,
// replaced when the page is known.
import { escapeHtml } from './escape.ts';
import { classes } from './mermaid-classes.ts';
import { redrawEdges } from './mermaid-edges.ts';
import { type Box, boxOf, number, type Setting } from './svg-geometry.ts';

export const idMark = '{fence}';

const tags = new Set(
  'g rect circle ellipse line polygon polyline path text tspan defs marker symbol use'.split(' '),
);
const kept = new Set(
  'id x y dx dy x1 y1 x2 y2 cx cy r rx ry width height d points transform text-anchor dominant-baseline font-weight font-style marker-start marker-end marker-mid viewBox refX refY markerWidth markerHeight markerUnits orient href'.split(
    ' ',
  ),
);
/** Declarations of an inline style that carry meaning, as the attribute of the same name. */
const carried = ['text-anchor', 'dominant-baseline', 'font-weight', 'font-style'];
const meaningless = new Set(['normal', '400', 'undefined', '']);

export interface Cleaned {
  readonly svg: string;
  readonly box: Box;
}

export function cleanSvg(root: Element, setting: Setting): Cleaned {
  const pie = root.getAttribute('aria-roledescription') === 'pie';
  if (root.querySelector('foreignObject')) throw new Error('the drawing contains HTML, which no fence may');
  for (const text of root.querySelectorAll('.node .label text')) {
    if (setting.centredNodes) text.setAttribute('text-anchor', 'middle');
  }
  redrawEdges(root, setting);
  for (const name of root.querySelectorAll('.cluster-label')) name.closest('.root')?.append(name);
  for (const title of root.querySelectorAll('.pieTitleText')) title.setAttribute('text-anchor', 'middle');
  for (const line of root.querySelectorAll('marker [fill=none]')) line.classList.add('cross');
  plainShapes(root);
  joinWords(root);
  shortLifelines(root);
  largerNumbers(root);
  const slices = [...root.querySelectorAll('.pieCircle')];
  for (const [at, swatch] of [...root.querySelectorAll('.legend rect')].entries())
    slices[at]?.append(swatch.cloneNode());
  const names = new Map<Element, string>();
  for (const [at, slice] of slices.entries()) {
    slice.replaceChildren();
    names.set(slice, `mm-slice mm-slice-${(at % 6) + 1}`);
  }
  if (pie) {
    for (const [at, swatch] of [...root.querySelectorAll('.legend rect')].entries()) {
      names.set(swatch, `mm-slice mm-slice-${(at % 6) + 1}`);
    }
  }
  tidy(root, names);
  numberIds(root);
  if (!root.querySelector('text')) throw new Error('there is nothing in it');
  const box = boxOf(root, setting);
  return { svg: [...root.children].map(write).join(''), box };
}

/** Mermaid draws some boxes twice, by hand-drawing code without the shake: keep the filled outline, closed. */
function plainShapes(root: Element) {
  for (const group of root.querySelectorAll('g.label-container')) {
    const [outline, ...more] = [...group.children].filter((child) => child.tagName === 'path');
    const d = outline?.getAttribute('d');
    if (!outline || !d) continue;
    for (const path of more) if (path.getAttribute('fill') === 'none') path.remove();
    const corners = d.match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number) ?? [];
    if (/^M[^MC]*$/.test(d) && corners.length === 8) {
      const [left = 0, top = 0, right = 0, , , bottom = 0] = corners;
      const rect = outline.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'rect');
      rect.setAttribute('x', String(left));
      rect.setAttribute('y', String(top));
      rect.setAttribute('width', String(right - left));
      rect.setAttribute('height', String(bottom - top));
      outline.replaceWith(rect);
    } else outline.setAttribute('d', `${d}Z`);
  }
  for (const divider of root.querySelectorAll('g.divider')) {
    for (const path of [...divider.querySelectorAll('path')].slice(1)) path.remove();
  }
}

/** One tspan a row: mermaid writes one a word, which breaks copying and doubles the size. */
function joinWords(root: Element) {
  for (const row of root.querySelectorAll('tspan.text-outer-tspan')) {
    const plain = [...row.children].every(
      (word) =>
        meaningless.has(word.getAttribute('font-weight') ?? '') &&
        meaningless.has(word.getAttribute('font-style') ?? ''),
    );
    const rows = row.parentElement?.children.length ?? 1;
    const at = Math.round((Number.parseFloat(row.getAttribute('y') ?? '') + 0.1) / 1.1) || 0;
    // Rows 1.3 em apart about the same middle; mermaid's 1.1 is tight.
    row.setAttribute('y', `${Math.round(100 * (1 + 1.3 * at - 0.1 * (rows - 1))) / 100}em`);
    row.removeAttribute('dy');
    if (plain) row.replaceChildren(row.textContent ?? '');
  }
}

/** Room for two digits. */
function largerNumbers(root: Element) {
  for (const circle of root.querySelectorAll('marker[id$=sequencenumber] circle'))
    circle.setAttribute('r', '9');
}

/** Without mirrored participants mermaid leaves the lifelines 2,000 long. */
function shortLifelines(root: Element) {
  const [, top = 0, , height = 0] = (root.getAttribute('viewBox') ?? '').split(/\s+/).map(Number);
  for (const line of root.querySelectorAll('.actor-line')) {
    line.setAttribute('y2', String(Math.min(number(line, 'y2'), top + height)));
  }
}

function tidy(root: Element, names: ReadonlyMap<Element, string>) {
  for (const child of [...root.children]) {
    if (!tags.has(child.tagName) || (child.tagName === 'rect' && !child.hasAttribute('width'))) {
      child.remove();
      continue;
    }
    tidy(child, names);
    const empty = child.tagName === 'g' || child.tagName === 'text' || child.tagName === 'defs';
    if (empty && child.childNodes.length === 0) {
      child.remove();
      continue;
    }
    tidyAttributes(child, names.get(child));
  }
}

function tidyAttributes(element: Element, name?: string) {
  const style = (element as SVGElement).style;
  for (const property of carried) {
    const value = style?.getPropertyValue(property);
    if (value) element.setAttribute(property, value);
  }
  const dashes = style?.getPropertyValue('stroke-dasharray');
  const own = [...element.classList].flatMap((each) => {
    const mapped = classes[`${element.tagName}.${each}`] ?? classes[each];
    return mapped && !(each === 'label-container' && element.closest('.composite')) ? mapped.split(' ') : [];
  });
  if (element.classList.contains('loopLine') && dashes) own.push('mm-dashed');
  if (element.classList.contains('composite')) own.push('mm-composite');
  for (const attribute of [...element.attributes]) {
    const value = attribute.value;
    if (/NaN|undefined|Infinity/.test(value) && kept.has(attribute.name)) {
      throw new Error(`the drawing has ${attribute.name}="${value.slice(0, 40)}" on a <${element.tagName}>`);
    }
    const square = (attribute.name === 'rx' || attribute.name === 'ry') && Number(value) < 4;
    if (
      square ||
      !kept.has(attribute.name) ||
      (attribute.name.startsWith('font-') && meaningless.has(value))
    ) {
      element.removeAttribute(attribute.name);
    } else if (attribute.name !== 'id' && attribute.name !== 'href' && !value.startsWith('url(')) {
      element.setAttribute(attribute.name, rounded(value));
    }
  }
  const drawn = name ?? [...new Set(own)].join(' ');
  if (drawn) element.setAttribute('class', drawn);
}

const rounded = (value: string) =>
  value.replace(/-?\d*\.\d+(?:e-?\d+)?|-?\d+e-?\d+/g, (digits) =>
    String(Math.round(Number(digits) * 100) / 100 + 0),
  );

/** Ids that something refers to get short new names; the rest go, and definitions that nobody uses with them. */
function numberIds(root: Element) {
  const used = new Map<string, string>();
  const all = [...root.querySelectorAll('*')];
  const references = ['marker-start', 'marker-end', 'marker-mid', 'href'];
  for (const element of all) {
    for (const attribute of references) {
      const id = /#([^)"']+)/.exec(element.getAttribute(attribute) ?? '')?.[1];
      if (!id) continue;
      const name = used.get(id) ?? `${idMark}-${used.size + 1}`;
      used.set(id, name);
      element.setAttribute(attribute, attribute === 'href' ? `#${name}` : `url(#${name})`);
    }
  }
  for (const element of all) {
    const id = element.getAttribute('id');
    if (!id) continue;
    const name = used.get(id);
    if (name) element.setAttribute('id', name);
    else if (['marker', 'symbol'].includes(element.tagName)) element.remove();
    else element.removeAttribute('id');
  }
  for (const element of all.reverse()) {
    if (['g', 'defs'].includes(element.tagName) && element.childNodes.length === 0) element.remove();
  }
}

/** Mermaid's `#quot;` and `#35;` arrive as text that still has the entity. */
const withoutEntities = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

function write(node: Node): string {
  if (node.nodeType === 3) return escapeHtml(withoutEntities(node.textContent ?? ''));
  if (node.nodeType !== 1) return '';
  const element = node as Element;
  const attributes = [...element.attributes]
    .map(({ name, value }) => ` ${name}="${escapeHtml(value)}"`)
    .join('');
  const inside = [...element.childNodes].map(write).join('');
  return inside === ''
    ? `<${element.tagName}${attributes}/>`
    : `<${element.tagName}${attributes}>${inside}</${element.tagName}>`;
}
