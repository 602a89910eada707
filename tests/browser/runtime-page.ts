// The runtime's modules on a built page, under its real headers: bundled from the sources and answered at an address of this
// site, so that the page's policy lets them in. The worker and its files are those of the build.
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import type { worded } from '../../demos/runtime/causes.ts';
import type { json, signIn } from '../../demos/runtime/client.ts';
import type { tabHost } from '../../demos/runtime/hosts/tab.ts';
import type { runtime } from '../../demos/runtime/runtime.ts';
import { test as base, expect } from './watched.ts';

interface Modules {
  readonly runtime: typeof runtime;
  readonly tabHost: typeof tabHost;
  readonly tab: ReturnType<typeof tabHost>;
  readonly signIn: typeof signIn;
  readonly json: typeof json;
  readonly worded: typeof worded;
}

declare global {
  /** Only on pages that `openRuntime` opened. */
  var under: Modules;
}

const folder = fileURLToPath(new URL('../../demos/runtime', import.meta.url));
const contents = `
  export { runtime } from './runtime.ts';
  export { tab, tabHost } from './hosts/tab.ts';
  export { json, signIn } from './client.ts';
  export { worded } from './causes.ts';
`;

const own = '**/runtime-under-test.js';
let made: Promise<string> | undefined;
const bundle = (): Promise<string> => {
  made ??= bundled();
  return made;
};

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

/** Opens a page of the site and puts the runtime on it. What is routed or planted must be there before. */
export async function openRuntime(page: Page, path = '/decisions/'): Promise<void> {
  await page.route(own, async (route) =>
    route.fulfill({ contentType: 'text/javascript', body: await bundle() }),
  );
  await page.goto(path);
  await page.evaluate(async () => {
    const address = '/runtime-under-test.js';
    globalThis.under = await import(address);
  });
  // As long as anything is routed the browser's cache is off.
  await page.unroute(own);
}

/** Presses Boot, as a demo would. @returns the state in which it ends, and the words for a failure */
export const boot = (page: Page) =>
  page.evaluate(async () => {
    const { runtime, tab, worded } = under;
    await runtime.boot(tab).catch(() => {});
    const { state } = runtime;
    return {
      kind: state.kind,
      code: state.kind === 'failed' ? state.cause.code : null,
      detail: state.kind === 'failed' ? state.cause.detail : '',
      words: state.kind === 'failed' ? worded(state.cause, state.host) : null,
    };
  });

export const test = base.extend<{ opened: Page }>({
  opened: async ({ page }, use) => {
    await openRuntime(page);
    await use(page);
  },
});
export { expect };
