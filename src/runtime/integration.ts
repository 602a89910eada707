// `astro dev` serves /runtime/* as the built site does. The files are made anew whenever a page asks what there is, so a change
// in the API shows with the next boot; without brotli that takes a second.
import { execFile } from 'node:child_process';
import { createReadStream, statSync } from 'node:fs';
import { promisify } from 'node:util';
import type { AstroIntegration } from 'astro';
import { contentType } from '../headers.ts';

const folder = '.cache/runtime/dev';
const make = ['demos/runtime/build/run.ts', folder, '--plain'];

/** Asked for first: they name the others. */
const unhashed = /^(manifest|lab)\.json$/;

export const runtime = (): AstroIntegration => ({
  name: 'runtime',
  hooks: {
    'astro:server:setup'({ server, logger }) {
      let making: Promise<void> | undefined;
      async function makeOnce(): Promise<void> {
        const { stdout } = await promisify(execFile)(process.execPath, make);
        logger.info(stdout.trim());
      }
      server.middlewares.use('/runtime', async (request, response) => {
        // A parsed address has no ".." left in it, and what is still encoded is not decoded here.
        const name = new URL(request.url ?? '/', 'http://dev').pathname.slice(1);
        const file = `${folder}/${name}`;
        try {
          if (unhashed.test(name)) {
            making ??= makeOnce().finally(() => {
              making = undefined;
            });
            await making;
          }
          response.statusCode = statSync(file, { throwIfNoEntry: false })?.isFile() ? 200 : 404;
          response.setHeader('Content-Type', contentType(name));
          response.setHeader('Cache-Control', 'no-cache');
          if (response.statusCode === 404) response.end();
          else createReadStream(file).pipe(response);
        } catch (error) {
          logger.error(String(error));
          response.statusCode = 500;
          response.end();
        }
      });
    },
  },
});
