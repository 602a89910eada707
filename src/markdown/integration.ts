// What astro.config.mjs takes from here: how Markdown is compiled, and the checks before it is.
import { satteri } from '@astrojs/markdown-satteri';
import type { AstroIntegration } from 'astro';
import type { z } from 'astro/zod';
import { checkDocument, type Fault } from './checks.ts';
import { claimParagraphs } from './claim-paragraphs.ts';
import { fences } from './fences.ts';
import { frontMatterFaults } from './front-matter-error.ts';
import { readContent } from './known.ts';
import { stopMermaid } from './mermaid-host.ts';

export const markdown = {
  processor: satteri({ mdastPlugins: [fences, claimParagraphs] }),
  syntaxHighlight: false,
} as const;

/** Collection (a folder of content/) → the schema of its front matter. */
type Schemas = Readonly<Record<string, z.ZodType>>;

export function contentFaults(schemas: Schemas): Fault[] {
  const { documents, known, interface: words } = readContent();
  return [
    ...documents.flatMap(({ document, address, source }) => {
      const schema = schemas[document.file.split('/')[1] ?? ''];
      return [
        ...(schema ? frontMatterFaults(document.file, source, schema) : []),
        ...checkDocument(document, address, known),
      ];
    }),
    ...checkDocument(words, null, known),
  ];
}

/** Stops the build, or says in the terminal of `astro dev`, when content names something that is not there. */
export function markdownChecks(schemas: Schemas): AstroIntegration {
  let dev = false;
  const said = () => contentFaults(schemas).map(({ file, line, message }) => `${file}:${line}: ${message}`);
  return {
    name: 'markdown-checks',
    hooks: {
      'astro:config:setup': ({ command }) => {
        dev = command === 'dev';
      },
      'astro:config:done': ({ logger }) => {
        const faults = said();
        if (faults.length === 0) return;
        if (!dev) throw new Error(faults.join('\n'));
        for (const fault of faults) logger.error(fault);
      },
      'astro:server:setup': ({ server, logger }) => {
        server.watcher.on('change', (file) => {
          if (/[\\/]content[\\/]/.test(file)) for (const fault of said()) logger.error(fault);
        });
      },
      'astro:build:done': () => stopMermaid(),
    },
  };
}
