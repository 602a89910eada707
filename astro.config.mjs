import mdx from '@astrojs/mdx';
import react from '@astrojs/react';
import { defineConfig } from 'astro/config';
import { claims } from './src/claims/integration.ts';
import * as frontMatter from './src/front-matter.ts';
import { islands } from './src/islands/integration.ts';
import { markdown, markdownChecks } from './src/markdown/integration.ts';
import { runtime } from './src/runtime/integration.ts';
import { search } from './src/search/integration.ts';

export default defineConfig({
  site: 'https://architecture.lavbytes.com',
  trailingSlash: 'always',
  build: { format: 'directory', inlineStylesheets: 'never' },
  // light-dark() stays as it is written: browsers that lack it also lack what the demos need.
  vite: {
    build: { assetsInlineLimit: 0, cssTarget: ['chrome123', 'firefox120', 'safari17.5'] },
    // The engine that runs a reader's schema loads its parts by import().
    worker: { format: 'es' },
    ssr: { external: ['elkjs', 'fontkit'] },
  },
  compressHTML: true,
  devToolbar: { enabled: false },
  markdown,
  integrations: [markdownChecks(frontMatter), claims(), mdx(), react(), islands(), runtime(), search()],
});
