// The page's service with barriers taken away, and whole again afterwards: other demos of the page use the same one.
import type { OpenHost, Switch } from '../proofs/matrix.ts';
import { withoutRowSecurity } from '../proofs/papers.ts';
import type { Running } from '../runtime/contract.ts';

/** This host cannot be weakened, or does not show its database: it is not one in a tab. */
export class NotATab extends Error {
  override readonly name = 'NotATab';
}

/** @throws NotATab; RuntimeFault when it ends meanwhile */
export async function without(running: Running, off: readonly Switch[]): Promise<OpenHost> {
  const { client, reset, inspect, advance } = running;
  if (!reset || !inspect || !advance) throw new NotATab();
  await reset(off.filter((one) => one !== 'RS'));
  if (off.includes('RS')) await inspect(withoutRowSecurity);
  return { client, powers: { inspect, advance }, async close() {} };
}

/** As it runs, with everything that was changed in it. @throws NotATab */
export function asItIs({ client, reset, inspect, advance }: Running): OpenHost {
  if (!reset || !inspect || !advance) throw new NotATab();
  return { client, powers: { inspect, advance }, async close() {} };
}
