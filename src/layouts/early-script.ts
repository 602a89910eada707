import { transformSync } from 'esbuild';
import source from '../client/theme-early.js?raw';

/** What runs before the first paint, in each page: without the words that explain it. */
export const earlyScript: string = transformSync(source, { minify: true }).code.trim();
