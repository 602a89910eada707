// The engine with the page's runtime behind it.
import { attacks } from '../proofs/attacks.ts';
import { boot } from '../runtime/page-tab.ts';
import { createSession } from './session.ts';

export const session = createSession({ attacks, boot, now: () => performance.now() });
