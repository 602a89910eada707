// A block of code as a figure: caption, lines, and the line numbers of its file where it comes from one.
// The copy button comes with copy.ts when the reader reaches for the block.
import { escapeHtml } from './escape.ts';
import { highlight } from './highlight.ts';

export interface Code {
  readonly code: string;
  readonly language: string;
  readonly title?: string;
  /** Where the title leads. */
  readonly link?: string;
  /** The number of each line. */
  readonly numbers?: readonly number[];
}

/** What goes inside `<figure class="code">`. */
export async function codeFigure({ code, language, title, link, numbers }: Code): Promise<string> {
  const lines = await highlight(code, language);
  const numbered =
    numbers === undefined
      ? lines.join('\n')
      : lines
          .map((line, at) => `<span class="code-line" data-line="${numbers[at]}">${line}</span>`)
          .join('\n');
  const name = escapeHtml(title ?? language);
  const caption = link === undefined ? name : `<a href="${escapeHtml(link)}">${name}</a>`;
  return `<figcaption>${caption}</figcaption><pre tabindex="0"><code>${numbered}</code></pre>`;
}
