import { readFileSync } from 'node:fs';
import { mdxToJs } from 'satteri';
import { describe, expect, it, vi } from 'vitest';
import { codeFigure } from './code-figure.ts';
import { fences } from './fences.ts';
import { highlight } from './highlight.ts';

// Loading mermaid or a grammar takes a second of an idle core, and many of a busy one.
vi.setConfig({ testTimeout: 90_000 });

describe('highlight', () => {
  it.each([
    ['ts', "const a: Id = 'x'; // y", ['keyword', 'type', 'string', 'comment']],
    ['yaml', 'on:\n  run: "npm ci" # y', ['name', 'string', 'comment']],
    [
      'sql',
      "SELECT id FROM users WHERE name = 'x' AND age > 30 -- y",
      ['keyword', 'string', 'number', 'comment'],
    ],
    ['bash', 'export A="x" # y', ['keyword', 'string', 'comment']],
    ['json', '{ "type": "x", "status": 401 }', ['name', 'string', 'number']],
  ])('tells the tokens of %s apart by class', async (language, code, kinds) => {
    const html = (await highlight(code, language)).join('\n');
    expect(html).not.toMatch(/style|#0000/);
    for (const kind of kinds) expect(html).toContain(`<span class="tk-${kind}">`);
    const text = html
      .replace(/<[^>]+>/g, '')
      .replaceAll('&quot;', '"')
      .replaceAll('&gt;', '>');
    expect(text).toBe(code);
  });

  it('escapes what is not highlighted', async () => {
    expect(await highlight('<b>\n"&"', 'text')).toEqual(['&lt;b&gt;', '&quot;&amp;&quot;']);
  });
});

describe('a figure of code', () => {
  it('numbers lines as in the file and links there', async () => {
    const figure = {
      code: 'a\nb',
      language: 'text',
      title: 'x.txt, lines 7–8',
      link: 'https://x/#L7-L8',
      numbers: [7, 8],
    };
    expect(await codeFigure(figure)).toBe(
      '<figcaption><a href="https://x/#L7-L8">x.txt, lines 7–8</a></figcaption><pre tabindex="0"><code><span class="code-line" data-line="7">a</span>\n<span class="code-line" data-line="8">b</span></code></pre>',
    );
  });
});

const compile = async (source: string) =>
  (
    await mdxToJs(source, {
      mdastPlugins: [fences],
      fileURL: new URL('content/pages/x.mdx', `file://${process.cwd()}/`),
      jsxImportSource: 'astro',
    })
  ).code;

describe('a fence in MDX', () => {
  it('keeps braces and blank lines, with its title', async () => {
    const code = await compile('```text title="a {b}.ts"\n{x}\n\n<y>\n```\n');
    expect(code).toContain(
      String.raw`"set:html": "<figcaption>a {b}.ts</figcaption><pre tabindex=\"0\"><code>{x}\n\n&lt;y&gt;</code></pre>"`,
    );
  });

  it('stops at an unknown language', async () => {
    await expect(compile('\n\n```jsonn\n{}\n```\n')).rejects.toMatchObject({
      message: 'content/pages/x.mdx:3: unknown language of a fence "jsonn"; the nearest is "json"',
    });
  });
});

/** `light-dark(#…, #…)` of a custom property. */
function colours(css: string, name: string): [string, string] {
  const [, light = '', dark = ''] =
    new RegExp(`${name}:\\s*light-dark\\((#[0-9a-f]{6}),\\s*(#[0-9a-f]{6})\\)`).exec(css) ?? [];
  return [light, dark];
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('code.css', () => {
  const tokens = readFileSync('src/styles/tokens.css', 'utf8');
  const css = readFileSync('src/markdown/code.css', 'utf8');
  const surface = colours(tokens, '--surface');
  it.each(['--tk-string', '--tk-number', '--tk-type', '--accent', '--ink-2', '--ink-3'])(
    '%s is readable in both themes',
    (name) => {
      for (const [theme, colour] of colours(css + tokens, name).entries()) {
        const [high = 0, low = 0] = [luminance(colour), luminance(surface[theme] ?? '')].sort(
          (a, b) => b - a,
        );
        expect((high + 0.05) / (low + 0.05)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );
});
