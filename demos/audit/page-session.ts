// The engine with the page's runtime behind it.
import { runtime } from '../runtime/runtime.ts';
import { createSession } from './session.ts';
import { tab } from './tab.ts';

export const session = createSession(async () => runtime.running ?? runtime.boot(await tab()));
