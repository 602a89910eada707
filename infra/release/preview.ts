// The preview of a pull request: every page of the built site, asked for through the local server with production headers. What
// a reviewer does with the folder is said in the run's summary.
import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { filesIn } from '../local/built.ts';
import { serve } from '../local/serve.ts';

const dist = resolve('dist');
const { origin, server } = await serve(dist, 0);
const wrong: string[] = [];
const pages = [...filesIn(dist).keys()].filter((path) => path.endsWith('/index.html'));
try {
  for (const file of pages) {
    const path = file.replace(/index\.html$/, '');
    const response = await fetch(origin + path, { redirect: 'manual' });
    const body = await response.text();
    if (response.status !== 200) wrong.push(`${path}: ${response.status}`);
    else if (!body.includes('</html>')) wrong.push(`${path}: is no whole page`);
    for (const name of ['content-security-policy', 'strict-transport-security', 'x-content-type-options'])
      if (!response.headers.has(name)) wrong.push(`${path}: has no ${name}`);
  }
} finally {
  server.close();
  server.closeAllConnections();
}
const summary = process.env['GITHUB_STEP_SUMMARY'];
if (summary)
  appendFileSync(
    summary,
    `### Preview\n\n${pages.length} pages answer with production headers.\n\nTo see them: unpack the artefact \`site\` into a checkout of this branch, then \`node infra/local/serve.ts\`.\n`,
  );
if (wrong.length > 0 || pages.length === 0) {
  console.error(`✗ The preview is not fit to be published:\n  ${wrong.join('\n  ') || 'dist has no page'}`);
  process.exitCode = 1;
} else console.log(`  ${pages.length} pages answer with production headers`);
