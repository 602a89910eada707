// /demos/validation/room.js: Zod and what runs beside the reader's schema, as one script for the isolated engine. No page and
// no worker runs it as its own: they hand it over as text.
import { bundledScript } from '../../../bundled-script.ts';

export const GET = () =>
  bundledScript('demos/validation/isolate/room.ts', {
    target: 'es2023',
    // Zod brings its messages in fifty languages; one is enough here.
    plugins: [
      {
        name: 'english-only',
        setup: ({ onLoad }) =>
          onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
            contents: "export { default as en } from './en.js';",
          })),
      },
    ],
  });
