// Adds `client:touch` for the demos in content. Astro inlines its islands and the directive into each page with a demo; in the
// build they become one file that the first touch asks for, and the page keeps the small part that sees the touch (waker.ts).
import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { build } from 'esbuild';

/** Two inline scripts, one after the other: the directive's, and that of Astro's custom element. */
const code = String.raw`((?:(?!</script>)[\s\S])*?)`;
const inlined = new RegExp(`<script>${code}</script><script>${code}</script>(?=<astro-island)`);

export const islands = (): AstroIntegration => ({
  name: 'islands',
  hooks: {
    async 'astro:config:setup'({ addClientDirective, command, injectScript }) {
      addClientDirective({ name: 'touch', entrypoint: './src/islands/touch.ts' });
      if (command === 'dev') injectScript('head-inline', await waker(''));
    },
    async 'astro:build:done'({ dir, logger }) {
      const dist = fileURLToPath(dir);
      const pages = await Array.fromAsync(glob('**/*.html', { cwd: dist }));
      const wakers = new Map<string, string>();
      for (const page of pages) {
        const html = await readFile(dist + page, 'utf8');
        if (!html.includes('<astro-island')) continue;
        const { content, put } = taken(html, page);
        const address = `/_astro/islands.${createHash('sha256').update(content).digest('base64url').slice(0, 8)}.js`;
        if (!wakers.has(address)) await writeFile(dist + address, content);
        const script = wakers.get(address) ?? (await waker(address));
        wakers.set(address, script);
        await writeFile(dist + page, put(script));
      }
      logger.info(`asked for at the first touch of a demo: ${[...wakers.keys()].join(', ')}`);
    },
  },
});

/** @throws when Astro inlines its islands in another manner than this reads */
export function taken(html: string, page: string): { content: string; put(waker: string): string } {
  const [all, directive, element] = inlined.exec(html) ?? [];
  if (!all || !directive?.includes('astro:touch') || !element?.includes('"astro-island"'))
    throw new Error(`${page} has a demo, and not the two inline scripts that wake it`);
  return {
    content: `${directive}\n${element}`,
    put: (script) => html.replace(all, () => `<script>${script}</script>`),
  };
}

async function waker(address: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['src/islands/waker.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    legalComments: 'none',
    define: { ISLANDS: JSON.stringify(address) },
    external: [address],
  });
  // A block: what it names stays its own.
  return `{${outputFiles[0]?.text.trim()}}`;
}
