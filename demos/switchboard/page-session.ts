// The engine with the page's runtime behind it.
import { boot } from '../runtime/page-tab.ts';
import { createSession } from './session.ts';

export const session = createSession({
  boot,
  steady: () => performance.now(),
  id: () => crypto.randomUUID(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
});
