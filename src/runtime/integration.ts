// `astro dev` serves /runtime/* as the built site does. The files are made anew whenever a page asks for the manifest, so a change
// in the API shows with the next boot; without brotli that takes a second.
import { execFile } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { AstroIntegration } from 'astro';
import { contentType } from '../headers.ts';

const folder = '.cache/runtime/dev';
const make = ['demos/runtime/build/run.ts', folder, '--plain'];

export const runtime = (): AstroIntegration => ({
  name: 'runtime',
  hooks: {
    'astro:server:setup'({ server, logger }) {
      server.middlewares.use('/runtime', async (request, response) => {
        // A flat folder and the recordings in it: nothing else names a file.
        const { pathname } = new URL(request.url ?? '/', 'http://dev');
        const name = /^\/((?:recorded\/)?[\w.-]+)$/.exec(pathname)?.[1] ?? '';
        try {
          if (name === 'manifest.json') {
            const { stdout } = await promisify(execFile)(process.execPath, make);
            logger.info(stdout.trim());
          }
          const file = `${folder}/${name}`;
          response.statusCode = existsSync(file) && name !== '' ? 200 : 404;
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
