// The page's one session, with the browser's ports. What is heavy is fetched when it is first asked for.
import { createSession } from './session.ts';

export const openSession = () =>
  createSession({
    async isolate() {
      const [{ createIsolate }, { browserPorts }] = await Promise.all([
        import('./isolate/isolate.ts'),
        import('./isolate/browser-ports.ts'),
      ]);
      return createIsolate(browserPorts);
    },
    async places() {
      const [{ placeInValue }, { placeInSchema }] = await Promise.all([
        import('./value-place.ts'),
        import('./schema-place.ts'),
      ]);
      return { value: placeInValue, schema: placeInSchema };
    },
    now: () => performance.now(),
  });
