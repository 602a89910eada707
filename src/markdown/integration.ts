// What astro.config.mjs takes from here: how Markdown is compiled, and the checks before it is.
import { satteri } from '@astrojs/markdown-satteri';
import { fences } from './fences.ts';

export const markdown = { processor: satteri({ mdastPlugins: [fences] }), syntaxHighlight: false } as const;
