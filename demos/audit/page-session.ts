// The engine with the page's runtime behind it.
import { boot } from '../runtime/page-tab.ts';
import { createSession } from './session.ts';

export const session = createSession(boot);
