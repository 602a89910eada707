// The size of a part's box, from its words. Every layout uses the same padding and sizes.
import type { Shown } from './drawing.ts';
import { grid, styles, widest, wrap } from './measure.ts';

export const PAD_X = 14;
export const PAD_Y = 11;

export interface SizedBox {
  readonly name: string[];
  readonly detail: string[];
  readonly width: number;
  readonly height: number;
}

export function sizeOf(part: Shown, room: number, least = 0): SizedBox {
  const name = wrap(part.name, 'name', room - 2 * PAD_X);
  const detail = wrap(part.detail, 'detail', room - 2 * PAD_X);
  const width = Math.max(least, widest(name, 'name') + 2 * PAD_X, widest(detail, 'detail') + 2 * PAD_X);
  const height = name.length * styles.name.line + detail.length * styles.detail.line + 2 * PAD_Y;
  return { name, detail, width: grid(width), height: grid(height) };
}
