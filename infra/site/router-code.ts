// The function as it is deployed: the module of the KeyValueStore, what it is told, and router.js.
import { readFileSync } from 'node:fs';
import { type Hashes, headersFor } from '../../src/headers.ts';

export interface RouterSettings {
  /** The one name of the site; '' for any. */
  readonly host: string;
  /** Names that lead to it. */
  readonly moved: readonly string[];
}

/** CloudFront's quota for a function. */
const mostBytes = 10_240;
const imported = "import cf from 'cloudfront';\n";

/** The function answers redirects, 405 and 503 itself, and CloudFront adds no policy to those: it carries the headers of '*'. */
export function routerCode(settings: RouterSettings, hashes: Hashes): string {
  const { 'Content-Type': _, ...headers } = headersFor('/', '/index.html', hashes);
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const told = `const settings = ${JSON.stringify({ ...settings, headers: lower })};\n`;
  const source = readFileSync(new URL('router.js', import.meta.url), 'utf8');
  const code = imported + told + source;
  const bytes = Buffer.byteLength(code);
  if (bytes >= mostBytes)
    throw new Error(`the function of the edge has ${bytes} bytes; CloudFront takes less than ${mostBytes}`);
  return code;
}

/** For a place without modules: `cf` has to be there already. */
export const withoutImport = (code: string): string => {
  if (!code.startsWith(imported)) throw new Error('the function does not begin with its import');
  return code.slice(imported.length);
};
