// The security policy refuses style attributes, handlers and scoped styles; whoever adds one finds out here first.
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const here = new URL('./', import.meta.url);
const components = (await readdir(here)).filter((name) => name.endsWith('.astro'));

test.each(components)('%s has no style and no handler of its own', async (name) => {
  const source = await readFile(new URL(name, here), 'utf8');
  expect(source).not.toMatch(/\sstyle=|<style|\son[a-z]+=|<script|set:html/);
});
