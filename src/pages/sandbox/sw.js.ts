// /sandbox/sw.js: the sandbox's service worker, bundled. Its folder is its scope, so its address cannot carry a hash.
import { bundledScript } from '../../bundled-script.ts';

export const GET = () =>
  bundledScript('demos/sandbox/service-worker.ts', { target: ['chrome123', 'firefox120', 'safari17.5'] });
