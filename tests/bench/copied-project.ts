// A copy of the project that can be filled with pages and built without touching the project or its caches.
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const left = new Set([
  'node_modules',
  'dist',
  '.cache',
  '.git',
  '.astro',
  'test-results',
  'playwright-report',
]);
const generated = 'bench-page-';

/** node_modules becomes a folder of links: Astro and Vite write their caches into that folder, not into the project's. */
export function copyProject(from: string, to: string): void {
  for (const entry of readdirSync(from)) {
    if (left.has(entry)) continue;
    cpSync(join(from, entry), join(to, entry), {
      recursive: true,
      filter: (file) => !left.has(basename(file)),
    });
  }
  mkdirSync(join(to, 'node_modules'));
  for (const entry of readdirSync(join(from, 'node_modules'))) {
    if (entry.startsWith('.') && entry !== '.bin') continue;
    symlinkSync(join(from, 'node_modules', entry), join(to, 'node_modules', entry));
  }
}

/** Leaves exactly `count` generated pages, and no cache of an earlier build. */
export function generatePages(project: string, count: number): void {
  const folder = join(project, 'content/pages');
  for (const file of readdirSync(folder)) if (file.startsWith(generated)) rmSync(join(folder, file));
  for (const cache of ['dist', '.astro', 'node_modules/.astro', 'node_modules/.vite', '.cache']) {
    rmSync(join(project, cache), { recursive: true, force: true });
  }
  for (let number = 1; number <= count; number += 1)
    writeFileSync(join(folder, `${generated}${number}.mdx`), page(number));
}

function page(number: number): string {
  return `---
title: Generated page ${number} says what it is for.
nav: Generated ${number}
description: Page ${number} of those that the bench adds to see whether building stays linear.
order: ${1000 + number}
---
Page ${number} has a paragraph of about the length that pages here have, so that what is measured is a page and not
an empty file. It names [the web stack](/web-stack/) and \`value${number}\`, **plainly**, and then it ends.

## What fails on page ${number}

- The first thing fails, and the reader notices nothing.
- The second thing fails, and the reader waits ${number} ms longer.
- The third thing fails, and the reader is told why.

## What page ${number} does

\`\`\`ts
export function answer${number}(request: Request): Response {
  const { pathname } = new URL(request.url);
  if (pathname !== '/page/${number}') return new Response(null, { status: 404 });
  return Response.json({ number: ${number}, at: pathname });
}
\`\`\`

### Where the code of page ${number} is

It is above. Nothing else belongs to page ${number}.
`;
}
