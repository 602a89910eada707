// The arithmetic of zoom, without a document.

export const SMALLEST = 0.5;
export const LARGEST = 3;
const STOPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3];

export interface Size {
  readonly width: number;
  readonly height: number;
}

export function clampZoom(zoom: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, zoom));
}

/** The next stop up or down, also from a zoom between two stops. */
export function nextZoom(zoom: number, direction: 1 | -1): number {
  const beyond = STOPS.filter((stop) => (stop - zoom) * direction > 0.01);
  return (direction === 1 ? beyond[0] : beyond.at(-1)) ?? clampZoom(zoom);
}

/** The zoom at which all of the drawing is in the frame. */
export function fitZoom(drawing: Size, frame: Size): number {
  if (drawing.width <= 0 || drawing.height <= 0) return 1;
  return clampZoom(Math.min(frame.width / drawing.width, frame.height / drawing.height));
}

/** New scroll position that leaves the point (measured from the frame's edge) where it was. */
export function keepPoint(scroll: number, point: number, before: number, after: number): number {
  return ((scroll + point) * after) / before - point;
}

/** A wheel tick or a pinch of a touchpad, as a factor. */
export function wheelFactor(delta: number): number {
  return Math.exp(-Math.max(-60, Math.min(60, delta)) * 0.01);
}
