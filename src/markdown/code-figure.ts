// A block of code as a figure: caption, lines, and with `from` the line numbers of its file.
// The copy button comes with copy.ts when the reader reaches for the block.
import { escapeHtml } from './escape.ts';
import { highlight } from './highlight.ts';

export interface Code {
  readonly code: string;
  readonly language: string;
  readonly title?: string;
  /** Where the title leads. */
  readonly link?: string;
  /** Number of the first line. */
  readonly from?: number;
}

/** What goes inside `<figure class="code">`. */
export async function codeFigure({ code, language, title, link, from }: Code): Promise<string> {
  const lines = await highlight(code.replace(/\n+$/, ''), language);
  const numbered =
    from === undefined
      ? lines.join('\n')
      : lines.map((line, at) => `<span class="code-line" data-line="${from + at}">${line}</span>`).join('\n');
  const name = escapeHtml(title ?? language);
  const caption = link === undefined ? name : `<a href="${escapeHtml(link)}">${name}</a>`;
  return `<figcaption>${caption}</figcaption><pre tabindex="0"><code>${numbered}</code></pre>`;
}
