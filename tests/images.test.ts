// The images of both services, built whole from their recipes by buildah, without an engine and without a network, on a stand-in
// for the base (stand-in-base.ts). What it does not show: `npm ci`, and the real base.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Builder, missing, openBuilder } from './stand-in-base.ts';

const why = missing();
// The front end's build is half a minute of two cores: `npm run soak`.
const long = process.env['SOAK'] === '1';
const services = ['reference-api', ...(long ? ['reference-web'] : [])];
if (why) console.log(`No image is built here: ${why}.`);
else if (!long) console.log('The image of reference-web is built by `npm run soak` only.');

/** Ends with a line of JSON. Run inside, as whoever the image says. */
const look = `
  const fs = require('node:fs');
  const writes = (path) => { try { fs.writeFileSync(path, ''); return true; } catch { return false; } };
  const found = {
    uid: process.getuid(),
    writable: ['/app/new', '/app/main.js', '/app/server.js', '/usr/local/bin/node', '/new'].filter(
      (path) => (path.endsWith('new') || fs.existsSync(path)) && writes(path)),
    left: ['/source/package.json', '/usr/local/bin/npm', '/usr/local/lib/node_modules'].filter((path) => fs.existsSync(path)),
  };
  console.log(JSON.stringify(found));`;

/** Starts the service, asks for its health until it answers, and ends it by SIGTERM. */
const serve = `
  const { spawn } = require('node:child_process');
  const service = spawn('node', ['/app/server.js'], { stdio: 'inherit', env: { ...process.env, HOSTNAME: '127.0.0.1' } });
  const ask = async (tries) => {
    const ok = await fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => r.ok, () => false);
    if (ok || tries === 0) { service.kill('SIGTERM'); console.log(JSON.stringify({ ok })); }
    else setTimeout(ask, 100, tries - 1);
  };
  ask(600);`;

describe.skipIf(why !== undefined)('an image', () => {
  let builder: Builder;
  beforeAll(() => {
    builder = openBuilder(`node:${process.versions.node}-bookworm-slim`);
  }, 300_000);
  afterAll(() => builder?.remove());

  /** Runs a program in a container of the image; its last line is JSON. */
  function inside(image: string, script: string, user?: string): Record<string, unknown> {
    const container = builder.buildah(['from', '--pull-never', `localhost/${image}`]);
    try {
      if (user) builder.buildah(['config', '--user', user, container]);
      const said = builder.buildah(
        ['run', '--isolation', 'chroot', container, '--', 'node', '--eval', script],
        180,
      );
      return JSON.parse(said.split('\n').at(-1) ?? '');
    } finally {
      builder.buildah(['rm', container]);
    }
  }

  it.each(services)(
    'of %s is built by its recipe, and runs as nobody who could change it',
    (service) => {
      const recipe = `demos/${service}/Dockerfile`;
      const lent = `${process.cwd()}/node_modules:/source/node_modules:ro`;
      const how = ['--isolation', 'chroot', '--pull-never', '--format', 'docker', '--volume', lent];
      builder.buildah(['bud', ...how, '--file', recipe, '--tag', service, '.'], 480);
      const { Docker } = JSON.parse(builder.buildah(['inspect', '--type', 'image', `localhost/${service}`]));
      expect(Docker.config).toMatchObject({ User: '1000:1000', StopSignal: 'SIGTERM' });
      expect(Docker.config.Entrypoint[0]).toBe('node');
      expect(Docker.config.Healthcheck.Test.join(' ')).toContain('/healthz');
      expect(inside(service, look)).toEqual({ uid: 1000, writable: [], left: [] });
      // The same look finds what it looks for when the image runs as root.
      expect(inside(service, look, '0:0')).toMatchObject({
        uid: 0,
        writable: expect.arrayContaining(['/app/new']),
      });
      if (service === 'reference-web') expect(inside(service, serve)).toEqual({ ok: true });
    },
    600_000,
  );
});
