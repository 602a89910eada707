// Each grammar is fetched when the first editor asks for it.
import type { Extension } from '@codemirror/state';

/** Names to be completed, each with the names below it: tables and their columns. */
export type Schema = Readonly<Record<string, readonly string[]>>;

type Grammar = (schema: Schema | undefined) => Extension;

const always =
  (extension: Extension): Grammar =>
  () =>
    extension;

const grammars = {
  text: async () => always([]),
  json: async () => always((await import('@codemirror/lang-json')).json()),
  sql: async (): Promise<Grammar> => {
    const { PostgreSQL, sql } = await import('@codemirror/lang-sql');
    return (schema) =>
      sql({
        dialect: PostgreSQL,
        upperCaseKeywords: true,
        ...(schema && { schema, defaultSchema: 'public' }),
      });
  },
  javascript: async () => always((await import('@codemirror/lang-javascript')).javascript()),
  typescript: async () =>
    always((await import('@codemirror/lang-javascript')).javascript({ typescript: true })),
} as const;

export type Language = keyof typeof grammars;

/** Plain text where the grammar cannot be had: colours are not worth an error. */
export const languageFor = (language: Language): Promise<Grammar> =>
  grammars[language]().catch(() => always([]));
