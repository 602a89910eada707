// The engine with the page's runtime behind it.
import { attacks } from '../proofs/attacks.ts';
import { runtime } from '../runtime/runtime.ts';
import { createSession } from './session.ts';
import { tab } from './tab.ts';

export const session = createSession({
  attacks,
  boot: async () => runtime.running ?? runtime.boot(await tab()),
  now: () => performance.now(),
});
