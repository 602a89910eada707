// `#attack=algorithm-none&off=L3,RS`: short enough to be read and written by hand. A stranger's input: what is not one of ours is
// refused whole, and nothing of it runs.
import * as z from 'zod/mini';
import { type Switch, switches } from '../proofs/matrix.ts';
import { rows } from './recorded.ts';

const schema = z.object({
  attack: z.string().check(z.refine((id) => rows.some((row) => row.id === id))),
  off: z.array(z.enum(switches)).check(z.maxLength(switches.length)),
});

export const fragmentOf = (attack: string, off: readonly Switch[]): string =>
  `#attack=${attack}${off.length === 0 ? '' : `&off=${off.join(',')}`}`;

export type Arrived =
  | { readonly kind: 'none' }
  | { readonly kind: 'choice'; readonly attack: string; readonly off: readonly Switch[] }
  | { readonly kind: 'refused' };

export function readLink(hash: string): Arrived {
  if (!hash.startsWith('#attack=')) return { kind: 'none' };
  if (hash.length > 200) return { kind: 'refused' };
  const asked = new URLSearchParams(hash.slice(1));
  const read = schema.safeParse({
    attack: asked.get('attack'),
    off: asked.get('off')?.split(',').filter(Boolean) ?? [],
  });
  if (!read.success) return { kind: 'refused' };
  const { attack, off } = read.data;
  return { kind: 'choice', attack, off: switches.filter((one) => off.includes(one)) };
}
