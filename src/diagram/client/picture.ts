// The diagram as a file of its own: colours resolved, fonts inside, title above, legend and address below.
// Drawn as the whole, whatever is open at the moment, in the colours of the theme that is on.
import { draw } from './element.ts';
import { fontFaces } from './font-faces.ts';
import { formatPlace } from './place.ts';
import type { Plate } from './plate.ts';
import { show } from './show.ts';
import type { Walk } from './walk.ts';

const RESOLVED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
];
const MARGIN = 28;
const SCALE = 2;

export async function downloadSvg(walk: Walk): Promise<void> {
  try {
    const { text } = await picture(walk);
    save(walk, new Blob([text], { type: 'image/svg+xml' }), 'svg');
  } catch {
    walk.say(
      'The SVG could not be made in this browser. Printing the page to a PDF shows the same drawing.',
      'shown',
    );
  }
}

export async function downloadPng(walk: Walk): Promise<void> {
  try {
    const { text, width, height } = await picture(walk);
    const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('empty');
    save(walk, blob, 'png');
  } catch {
    walk.say('The PNG could not be made in this browser. Try “Download SVG” instead.', 'shown');
  }
}

function save(walk: Walk, blob: Blob, ending: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `lavbytes-${walk.plate.view}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  walk.say(`${link.download} saved, ${Math.ceil(blob.size / 1024)} KB.`, 'shown');
}

async function picture(walk: Walk): Promise<{ text: string; width: number; height: number }> {
  // The file carries our fonts, whether or not this page shows them yet (src/client/fonts.ts).
  document.documentElement.classList.add('fonts');
  await document.fonts.ready;
  const { plate } = walk;
  const { width: drawn, height: tall } = plate.svg.viewBox.baseVal;
  const still = asWhole(walk, () => copyOf(plate));
  const style = getComputedStyle(plate.section);
  const sans = getComputedStyle(plate.svg).fontFamily;
  const colour = (name: string) => resolve(plate.section, `var(${name})`);
  const width = Math.ceil(Math.max(drawn, 480)) + 2 * MARGIN;
  const line = (y: number, size: string, fill: string, text: string, weight = '400') =>
    draw(
      'text',
      {
        x: String(MARGIN),
        y: String(y),
        fill,
        'font-family': sans,
        'font-size': size,
        'font-weight': weight,
      },
      text,
    );
  const figure = plate.section.querySelector('.plate-figure')?.textContent?.trim() ?? '';
  const title = wrap(plate.title, `600 18px ${sans}`, width - 2 * MARGIN);
  const head = MARGIN + 34 + title.length * 24;
  still.setAttribute('x', String(MARGIN + (width - 2 * MARGIN - drawn) / 2));
  still.setAttribute('y', String(head));
  const legend = [...legendOf(plate), addressOf(plate)];
  const height = Math.ceil(head + tall + MARGIN + legend.length * 20 + MARGIN);
  const svg = draw(
    'svg',
    { width: String(width), height: String(height), viewBox: `0 0 ${width} ${height}`, role: 'img' },
    draw('title', {}, `${figure} ${plate.title}`),
    draw('style', {}, await fontFaces([sans, style.getPropertyValue('--mono')])),
    draw('rect', { width: '100%', height: '100%', fill: colour('--surface') }),
    line(MARGIN + 10, '13px', colour('--ink-3'), figure),
    ...title.map((text, index) => line(MARGIN + 36 + index * 24, '18px', colour('--ink'), text, '600')),
    still,
    ...legend.map((text, index) =>
      line(head + tall + MARGIN + 14 + index * 20, '13px', colour('--ink-3'), text),
    ),
  );
  return { text: new XMLSerializer().serializeToString(svg), width, height };
}

/** Nothing is painted in between, and data-still keeps transitions from being read half way. */
function asWhole<Result>(walk: Walk, read: () => Result): Result {
  const { plate } = walk;
  plate.section.toggleAttribute('data-still', true);
  show(plate, { kind: 'whole' });
  const result = read();
  show(plate, walk.place());
  plate.section.removeAttribute('data-still');
  return result;
}

function copyOf(plate: Plate): SVGSVGElement {
  const { svg } = plate;
  const copy = draw('svg', { viewBox: svg.getAttribute('viewBox') ?? '', overflow: 'visible' });
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  for (const child of svg.children) copy.append(...resolved(child));
  return copy;
}

/** A copy with presentation attributes instead of classes, and without links, ids and data. */
function resolved(element: Element): Element[] {
  if (element.classList.contains('dg-dot')) return [];
  const copy = document.createElementNS(
    'http://www.w3.org/2000/svg',
    element.localName === 'a' ? 'g' : element.localName,
  );
  for (const { name, value } of element.attributes) {
    if (!/^(class|id|href|tabindex|role|aria-|data-)/.test(name)) copy.setAttribute(name, value);
  }
  const style = getComputedStyle(element);
  const text = element instanceof SVGTextContentElement;
  for (const name of element instanceof SVGGraphicsElement && !(element instanceof SVGGElement)
    ? RESOLVED
    : []) {
    if (text || !/^(font|text)/.test(name)) copy.setAttribute(name, style.getPropertyValue(name));
  }
  for (const child of element.childNodes) {
    if (child instanceof Element) copy.append(...resolved(child));
    else copy.append(child.textContent ?? '');
  }
  return [copy];
}

/** The public address, wherever the page is served from at the moment. */
function addressOf(plate: Plate): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href ?? location.href;
  const { host, pathname } = new URL(canonical);
  return `${host}${pathname}${formatPlace({ kind: 'whole' }, plate.view)}`;
}

function legendOf(plate: Plate): string[] {
  if (!plate.svg.querySelector('.dg-dashed')) return [];
  const sequence = plate.svg.querySelector('[data-message]') !== null;
  return [sequence ? 'Dashed line: an answer.' : 'Dashed line: nobody waits for the answer.'];
}

function resolve(host: Element, colour: string): string {
  const probe = draw('rect', { fill: colour });
  const svg = draw('svg', { width: '0', height: '0' }, probe);
  host.append(svg);
  const { fill } = getComputedStyle(probe);
  svg.remove();
  return fill;
}

function wrap(text: string, font: string, width: number): string[] {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return [text];
  pen.font = font;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
