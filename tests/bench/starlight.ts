// Yardstick (b): the same words in Starlight with everything it does by default. Installed from its own lockfile into
// .cache, so that the site itself never depends on it.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { htmlOf } from './built-site.ts';
import { run } from './command.ts';
import { parsed, plain, wordCount } from './plain.ts';
import { progress } from './progress.ts';

const source = join(import.meta.dirname, 'starlight');
const folder = resolve('.cache/bench/starlight');
const sections = ['web-stack', 'ai-layer', 'security', 'cloud', 'delivery'];

/** Builds it with our page as its front page; returns the folder to serve. */
export async function buildStarlight(address: string): Promise<string> {
  await install();
  const ours = parsed(htmlOf(address));
  const main = ours.querySelector('main');
  if (!main) throw new Error(`${address} has no <main>.`);
  rmSync(join(folder, 'src'), { recursive: true, force: true });
  mkdirSync(join(folder, 'src/content/docs'), { recursive: true });
  cpSync(join(source, 'content.config.mjs'), join(folder, 'src/content.config.mjs'));
  cpSync(join(source, 'astro.config.mjs'), join(folder, 'astro.config.mjs'));
  const front = (title: string): string => `---\ntitle: ${JSON.stringify(title)}\n---\n\n`;
  const title = main.querySelector('h1')?.textContent?.trim() ?? ours.title;
  writeFileSync(join(folder, 'src/content/docs/index.md'), front(title) + blocks(main).join('\n\n'));
  for (const name of sections) {
    writeFileSync(join(folder, `src/content/docs/${name}.md`), `${front(name)}Another section.\n`);
  }
  progress('Building the Starlight page');
  await run(['astro', 'build'], folder);

  const built = join(folder, 'dist');
  const theirs = parsed(htmlOf('/', built)).querySelector('main');
  const share = (theirs ? wordCount(theirs) : 0) / wordCount(main);
  if (share < 0.97)
    throw new Error(`The Starlight page has only ${(share * 100).toFixed(0)} % of our words.`);
  return built;
}

async function install(): Promise<void> {
  const lock = readFileSync(join(source, 'package-lock.json'), 'utf8');
  const kept = join(folder, 'package-lock.json');
  if (existsSync(join(folder, 'node_modules')) && existsSync(kept) && readFileSync(kept, 'utf8') === lock)
    return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    cpSync(join(source, file), join(folder, file));
  progress('Installing Starlight from its lockfile (once)');
  await run(['npm', 'ci', '--ignore-scripts'], folder);
}

/** Headings and code as Markdown, so that Starlight makes its own of them; the rest as HTML in one line each. */
function blocks(element: Element): string[] {
  return [...element.children].flatMap((child) => {
    const name = child.localName;
    if (name === 'h1') return [];
    if (/^h[2-6]$/.test(name)) return [`${'#'.repeat(Number(name[1]))} ${line(child.textContent ?? '')}`];
    if (name === 'pre')
      return [`\`\`\`${child.getAttribute('data-language') ?? 'txt'}\n${child.textContent}\n\`\`\``];
    if (
      ['div', 'section', 'article', 'figure', 'header', 'footer'].includes(name) &&
      child.children.length > 0
    ) {
      return blocks(child);
    }
    const html = plain(child).trim();
    return html === ''
      ? []
      : [`<div>${line(html.replace(/(?<=<pre>.*?)\n(?=.*?<\/pre>)/gs, '&#10;'))}</div>`];
  });
}

const line = (text: string): string => text.replace(/\s+/g, ' ').trim();
