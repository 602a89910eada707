import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';

export default defineConfig({
  site: 'https://architecture.lavbytes.com',
  trailingSlash: 'always',
  build: { format: 'directory', inlineStylesheets: 'never' },
  vite: { build: { assetsInlineLimit: 0 }, ssr: { external: ['elkjs', 'fontkit'] } },
  compressHTML: true,
  devToolbar: { enabled: false },
  integrations: [mdx()],
});
