// The fences of a page: mermaid becomes a drawing, everything else highlighted code. Both are put into the page as a
// `<figure>` whose inside is one string: Sätteri's `{ raw }` would read it as Markdown again and end it at a blank line.
import { basename } from 'node:path';
import type { MdastNode, MdastPluginDefinition } from 'satteri';
import { codeFigure } from './code-figure.ts';
import { escapeHtml } from './escape.ts';
import { languages } from './highlight.ts';
import { idMark } from './mermaid-clean.ts';
import { drawMermaid } from './mermaid-host.ts';
import { FenceFault, readFence } from './mermaid-text.ts';
import { fileOf, type Place, Problem, unknown } from './problem.ts';

/** A factory: the numbers of a page's drawings start at 1 for each page. */
export function fences(): MdastPluginDefinition {
  let count = 0;
  return {
    name: 'fences',
    options: { position: true },
    async code(node, context) {
      const place = { file: fileOf(context.fileURL), line: node.position?.start.line ?? 1 };
      if (node.lang === 'mermaid') {
        const page = basename(place.file).replace(/\.\w+$/, '');
        return figure('fence-diagram', await mermaidFigure(node.value, place, `${page}-fence-${++count}`));
      }
      return figure('code', await codeFigure(codeOf(node, place)));
    },
  };
}

function figure(name: string, inside: string): MdastNode {
  return {
    type: 'mdxJsxFlowElement',
    name: 'figure',
    attributes: [
      { type: 'mdxJsxAttribute', name: 'class', value: name },
      { type: 'mdxJsxAttribute', name: 'set:html', value: inside },
    ],
    children: [],
  } as MdastNode;
}

function codeOf(node: Readonly<Extract<MdastNode, { type: 'code' }>>, place: Place) {
  const language = node.lang ?? 'text';
  if (!languages.includes(language))
    throw new Problem(place, unknown('language of a fence', language, languages));
  const title = /(?:^|\s)title=(?:"([^"]*)"|(\S+))/.exec(node.meta ?? '');
  const said = title?.[1] ?? title?.[2];
  return said === undefined ? { code: node.value, language } : { code: node.value, language, title: said };
}

export async function mermaidFigure(text: string, place: Place, id: string): Promise<string> {
  try {
    const { title, description, drawn } = readFence(text);
    const svg = (await drawMermaid(drawn)).replaceAll(idMark, id);
    return [
      `<figcaption id="${id}-title">${escapeHtml(title)}</figcaption>`,
      `<div class="fence-canvas"${scrolls(svg) ? ` tabindex="0" role="group" aria-labelledby="${id}-title"` : ''}>${svg}</div>`,
      `<details><summary>Read this diagram as text</summary><p id="${id}-text">${escapeHtml(description)}</p>`,
      `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre></details>`,
    ].join('');
  } catch (error) {
    if (!(error instanceof FenceFault)) throw error;
    throw new Problem({ file: place.file, line: place.line + error.line }, error.message);
  }
}

/** Wider than a phone's column: the canvas scrolls, so the keyboard must reach it. */
const scrolls = (svg: string) => Number(/ width="(\d+)"/.exec(svg)?.[1]) > 300;
