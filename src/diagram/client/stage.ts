// Zoom and pan. The SVG gets a size, the canvas scrolls: touch, momentum and the chain to the page's own scroll stay the browser's.
import { still } from './motion.ts';
import { clampZoom, fitZoom, keepPoint, nextZoom, type Size, wheelFactor } from './zoom.ts';

export interface Stage {
  readonly zoom: () => number;
  readonly step: (direction: 1 | -1) => number;
  /** All of the drawing, or as much as stays above the smallest zoom asked for. */
  readonly fit: (smallest?: number) => number;
  readonly reset: () => void;
  /** Scrolls a part into the canvas and, when asked, the page to the part. */
  readonly reveal: (node: Element, page: boolean, jump?: boolean) => void;
}

export function createStage(canvas: HTMLElement, svg: SVGSVGElement): Stage {
  let zoom = 1;
  let rest: { drawing: Size; frame: Size } | undefined;

  /** Sizes before any zoom; full screen has a frame of its own and is measured each time. */
  function measure() {
    if (rest && zoom !== 1) return rest;
    const box = svg.getBoundingClientRect();
    rest = { drawing: box, frame: { width: canvas.clientWidth, height: canvas.clientHeight } };
    return rest;
  }

  function set(next: number, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2): number {
    const { drawing, frame } = measure();
    const before = zoom;
    zoom = Math.abs(next - 1) < 0.01 ? 1 : clampZoom(next);
    const { scrollLeft, scrollTop } = canvas;
    const size = (length: number) => (zoom === 1 ? '' : `${length * zoom}px`);
    const { style } = svg;
    style.width = style.minWidth = style.maxWidth = size(drawing.width);
    style.height = style.maxHeight = size(drawing.height);
    canvas.style.height = zoom === 1 ? '' : `${frame.height}px`;
    canvas.toggleAttribute('data-zoomed', zoom > 1);
    canvas.scrollLeft = keepPoint(scrollLeft, x, before, zoom);
    canvas.scrollTop = keepPoint(scrollTop, y, before, zoom);
    return zoom;
  }

  function fit(smallest = 0): number {
    set(1);
    const { drawing } = measure();
    const frame = { width: canvas.clientWidth, height: canvas.clientHeight };
    return set(Math.max(smallest, fitZoom(drawing, frame)));
  }

  const at = (x: number, y: number): [number, number] => {
    const box = canvas.getBoundingClientRect();
    return [x - box.left, y - box.top];
  };

  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    set(zoom * wheelFactor(event.deltaY), ...at(event.clientX, event.clientY));
  };
  canvas.addEventListener('wheel', wheel, { passive: false });
  let wide = innerWidth;
  addEventListener('resize', () => {
    // A phone's address bar changes the height only.
    if (wide !== innerWidth && zoom !== 1) set(1);
    wide = innerWidth;
  });
  pinch(canvas, (factor, x, y) => set(zoom * factor, ...at(x, y)));
  drag(canvas);

  return {
    zoom: () => zoom,
    step: (direction) => set(nextZoom(zoom, direction)),
    fit,
    reset: () => set(1),
    reveal: (node, page, jump) => reveal(canvas, node, page, jump === true || still()),
  };
}

function reveal(canvas: HTMLElement, node: Element, page: boolean, jump: boolean): void {
  const behavior = jump ? 'instant' : 'smooth';
  const box = node.getBoundingClientRect();
  const frame = canvas.getBoundingClientRect();
  const left = nudge(box.left, box.right, frame.left + 16, frame.right - 16);
  const top = nudge(box.top, box.bottom, frame.top + 16, frame.bottom - 16);
  if (left !== 0 || top !== 0) canvas.scrollBy({ left, top, behavior });
  if (!page) return;
  const header = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 72;
  const bar = canvas.closest('section')?.querySelector('.diagram-bar')?.clientHeight ?? 0;
  const foot = innerHeight - bar;
  const down = nudge(box.top - top, box.bottom - top, header, foot - 24);
  if (down === 0) return;
  // Far away: to the middle, but not past the drawing's ends, so that the panel beside it is seen too.
  const middle = (box.top + box.bottom) / 2 - top - innerHeight / 2;
  const centred = Math.max(frame.top - header, Math.min(middle, frame.bottom - foot));
  window.scrollBy({ top: Math.abs(down) > innerHeight / 2 ? centred : down, behavior });
}

/** How far to scroll so that start..end lies within first..last; the start wins when it does not fit. */
function nudge(start: number, end: number, first: number, last: number): number {
  if (start < first || end - start > last - first) return start - first;
  return end > last ? end - last : 0;
}

/** Two fingers zoom, one finger stays the browser's own scroll (see touch-action in client.css). */
function pinch(canvas: HTMLElement, by: (factor: number, x: number, y: number) => void): void {
  let apart = 0;
  const measure = ({ touches }: TouchEvent) => {
    const [a, b] = touches;
    if (!a || !b || touches.length !== 2) return undefined;
    const length = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    return { length, x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 };
  };
  canvas.addEventListener(
    'touchstart',
    (event) => {
      apart = measure(event)?.length ?? 0;
    },
    { passive: true },
  );
  canvas.addEventListener(
    'touchmove',
    (event) => {
      const now = measure(event);
      if (!now || apart === 0) return;
      event.preventDefault();
      by(now.length / apart, now.x, now.y);
      apart = now.length;
    },
    { passive: false },
  );
}

/** The mouse drags what does not fit. A drag that began on a part does not open it. */
function drag(canvas: HTMLElement): void {
  let from: { x: number; y: number } | undefined;
  let moved = false;
  canvas.addEventListener('dragstart', (event) => event.preventDefault());
  canvas.addEventListener('pointerdown', (event) => {
    moved = false;
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    const roomy = canvas.scrollWidth <= canvas.clientWidth && canvas.scrollHeight <= canvas.clientHeight;
    from = roomy ? undefined : { x: event.clientX, y: event.clientY };
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!from) return;
    if (!moved && Math.hypot(event.clientX - from.x, event.clientY - from.y) < 5) return;
    if (!moved) canvas.setPointerCapture(event.pointerId);
    moved = true;
    canvas.toggleAttribute('data-dragging', true);
    canvas.scrollBy({ left: from.x - event.clientX, top: from.y - event.clientY, behavior: 'instant' });
    from = { x: event.clientX, y: event.clientY };
  });
  const end = () => {
    from = undefined;
    canvas.removeAttribute('data-dragging');
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
  canvas.addEventListener(
    'click',
    (event) => {
      if (!moved) return;
      moved = false;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
