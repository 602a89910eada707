// Draws one Mermaid text at a time in jsdom. A thread of its own: a `window` in the build's process would make
// other libraries believe that they run in a browser.
import { parentPort } from 'node:worker_threads';
import { JSDOM } from 'jsdom';
import { styles, widthOf } from '../diagram/measure.ts';
import { cleanSvg, idMark } from './mermaid-clean.ts';
import { type Box, boxOf, fontSize, pathLength, pointAt, type Setting } from './svg-geometry.ts';

export interface Drawing {
  readonly id: number;
  readonly text: string;
}

export type Drawn =
  | { readonly id: number; readonly svg: string }
  | { readonly id: number; readonly problem: string; readonly line?: number };

/** Every text in a fence has this size; mermaid.css says the same. All are measured at the heavier of its two weights. */
const textSize = 14;
const measure = (text: string, size: number) => (widthOf(text, 'name') * size) / styles.name.size;

function browser(setting: Setting): Window & typeof globalThis {
  const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
  const own = window as unknown as Window & typeof globalThis;
  for (const name of [
    'window',
    'document',
    'Element',
    'HTMLElement',
    'SVGElement',
    'Node',
    'DOMParser',
    'XMLSerializer',
    'CSSStyleSheet',
    'MutationObserver',
    'getComputedStyle',
    'requestAnimationFrame',
  ] as const) {
    const value = name === 'window' ? own : own[name as 'document'];
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  const box = (element: Element) => boxOf(element, setting);
  Object.assign(own.Element.prototype, {
    getBBox(this: Element) {
      return box(this);
    },
    getBoundingClientRect(this: Element) {
      const { x, y, width, height } = box(this);
      return { x, y, width, height, left: x, top: y, right: x + width, bottom: y + height };
    },
    getComputedTextLength(this: Element) {
      return setting.measure(this.textContent ?? '', fontSize(this, textSize));
    },
    getTotalLength(this: Element) {
      return pathLength(this.getAttribute('d') ?? '');
    },
    getPointAtLength(this: Element, length: number) {
      return pointAt(this.getAttribute('d') ?? '', length);
    },
  });
  return own;
}

async function start() {
  const setting: Setting = { measure, size: textSize, centredNodes: false };
  const { document } = browser(setting);
  const { default: mermaid } = await import('mermaid');
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    theme: 'base',
    look: 'classic',
    layout: 'elk',
    elk: { nodePlacementStrategy: 'NETWORK_SIMPLEX', considerModelOrder: 'NODES_AND_EDGES' },
    htmlLabels: false,
    markdownAutoWrap: true,
    handDrawnSeed: 1,
    deterministicIds: true,
    deterministicIDSeed: 'fence',
    fontFamily: 'Hanken Grotesk Variable',
    fontSize: textSize,
    themeVariables: {
      fontSize: `${textSize}px`,
      pieTitleTextSize: '14px',
      pieSectionTextSize: '14px',
      pieLegendTextSize: '14px',
    },
    flowchart: { htmlLabels: false, wrappingWidth: 200, minNodeWidth: 80, padding: 12, useMaxWidth: false },
    sequence: {
      useMaxWidth: false,
      mirrorActors: false,
      width: 140,
      height: 44,
      actorMargin: 40,
      noteMargin: 8,
      wrapPadding: 16,
      actorFontSize: textSize,
      messageFontSize: textSize,
      noteFontSize: textSize,
      wrap: true,
    },
    class: { htmlLabels: false, useMaxWidth: false },
    block: { useMaxWidth: false },
    pie: { useMaxWidth: false, textPosition: 0.65 },
  });
  return async ({ id, text }: Drawing): Promise<Drawn> => {
    try {
      setting.centredNodes = /^\s*(?:flowchart|graph|block)/.test(text);
      const { svg } = await mermaid.render('fence', text);
      document.body.innerHTML = svg;
      const root = document.querySelector('svg');
      if (!root) return { id, problem: 'Mermaid drew nothing' };
      const { svg: inside, box } = cleanSvg(root, setting);
      document.body.replaceChildren();
      return { id, svg: framed(inside, box) };
    } catch (error) {
      document.body.replaceChildren();
      const line = (error as { hash?: { loc?: { first_line?: number } } }).hash?.loc?.first_line;
      const problem = error instanceof Error ? error.message : String(error);
      return line === undefined ? { id, problem } : { id, problem, line };
    }
  };
}

const margin = 8;

/** The outer element: as large as what is drawn, in whole pixels, described by the figure around it. */
function framed(inside: string, box: Box): string {
  const [x, y] = [Math.floor(box.x - margin), Math.floor(box.y - margin)];
  const width = Math.ceil(box.x + box.width + margin) - x;
  const height = Math.ceil(box.y + box.height + margin) - y;
  if (!(box.width > 0 && box.height > 0)) throw new Error('the drawing has no size');
  const size = `viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}"`;
  const named = `role="img" aria-labelledby="${idMark}-title" aria-describedby="${idMark}-text"`;
  return `<svg ${size} ${named}>${inside}</svg>`;
}

const ready = start();
let queue: Promise<unknown> = Promise.resolve();

parentPort?.on('message', (drawing: Drawing) => {
  queue = queue.then(async () => parentPort?.postMessage(await (await ready)(drawing)));
});
