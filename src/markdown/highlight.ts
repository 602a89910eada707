// Shiki without style attributes: a theme whose colours are numbers, and a class for each number.
import {
  bundledLanguages,
  bundledLanguagesAlias,
  createHighlighter,
  createOnigurumaEngine,
  type Highlighter,
  type ThemeRegistrationRaw,
} from 'shiki';
import { escapeHtml } from './escape.ts';

/** What is told apart, and by which TextMate scopes. code.css has a colour for each; the rest is plain. */
const scopes = {
  keyword: ['keyword', 'storage', 'keyword.operator.new', 'keyword.operator.expression', 'variable.language'],
  string: ['string', 'punctuation.definition.string', 'markup.inline.raw', 'constant.character.escape'],
  number: ['constant.numeric', 'constant.language', 'constant.other', 'support.constant'],
  comment: ['comment', 'punctuation.definition.comment'],
  function: ['entity.name.function', 'support.function', 'meta.function-call entity.name'],
  type: [
    'entity.name.type',
    'entity.name.class',
    'support.type',
    'support.class',
    'entity.other.inherited-class',
  ],
  name: [
    'support.type.property-name',
    'entity.name.tag',
    'entity.other.attribute-name',
    'meta.object-literal.key',
  ],
  sign: ['punctuation', 'keyword.operator', 'storage.type.function.arrow', 'meta.brace'],
} as const;

const names = Object.keys(scopes) as (keyof typeof scopes)[];
const colour = (at: number) => `#00000${at + 1}`;

const theme: ThemeRegistrationRaw = {
  name: 'classes',
  fg: '#000000',
  bg: '#ffffff',
  settings: names.map((name, at) => ({ scope: [...scopes[name]], settings: { foreground: colour(at) } })),
};

const classOf = new Map(names.map((name, at) => [colour(at), `tk-${name}`]));

export const languages: readonly string[] = [
  'text',
  ...Object.keys(bundledLanguages),
  ...Object.keys(bundledLanguagesAlias),
];

let shared: Promise<Highlighter> | undefined;

/** One string of HTML a line. `language` is one of `languages`. */
export async function highlight(code: string, language: string): Promise<string[]> {
  if (language === 'text') return code.split('\n').map(escapeHtml);
  shared ??= createHighlighter({
    themes: [theme],
    langs: [],
    engine: createOnigurumaEngine(import('shiki/wasm')),
  });
  const highlighter = await shared;
  const lang = language as keyof typeof bundledLanguages;
  await highlighter.loadLanguage(lang);
  // No time limit: a busy machine would leave a line plain, and the build would differ.
  const { tokens } = highlighter.codeToTokens(code, { lang, theme: theme.name ?? '', tokenizeTimeLimit: 0 });
  return tokens.map((line) => {
    const runs: { name: string | undefined; text: string }[] = [];
    for (const { content, color } of line) {
      const name = content.trim() === '' ? runs.at(-1)?.name : classOf.get(color ?? '');
      const before = runs.at(-1);
      if (before && before.name === name) before.text += content;
      else runs.push({ name, text: content });
    }
    return runs
      .map(({ name, text }) => (name ? `<span class="${name}">${escapeHtml(text)}</span>` : escapeHtml(text)))
      .join('');
  });
}
