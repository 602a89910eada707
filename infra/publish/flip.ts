// The moment in which another release is served: one write, on top of what was read.
import type { Cloud } from './cloud.ts';
import type { Pointed } from './pointer.ts';
import { Trouble } from './trouble.ts';

/** @returns the version of the store after the move. */
export async function flip({ pointer, say }: Cloud, from: Pointed, to: string): Promise<string> {
  let at = from;
  for (let tries = 1; ; tries += 1) {
    const done = await pointer.write(to, at.version);
    if (done.kind === 'written') {
      say(`✓ Pointer: ${from.release ?? 'nothing'} → ${to}`);
      return done.version;
    }
    if (done.now.release !== from.release || tries === 3)
      throw new Trouble(
        `Somebody else went first: ${done.now.release ?? 'nothing'} is served. Nothing of that was changed.`,
        {
          why: `when this began, ${from.release ?? 'nothing'} was served; the pointer moves only from what was read.`,
          todo: 'look at what is served now. If yours should replace it, run the same command again.',
        },
      );
    // Another key of the store was written; the pointer is where it was.
    at = done.now;
  }
}
