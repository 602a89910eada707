// Each grammar is fetched when the first editor asks for it.
import type { Extension } from '@codemirror/state';

const grammars = {
  text: async (): Promise<Extension> => [],
  json: async (): Promise<Extension> => (await import('@codemirror/lang-json')).json(),
  sql: async (): Promise<Extension> => {
    const { PostgreSQL, sql } = await import('@codemirror/lang-sql');
    return sql({ dialect: PostgreSQL, upperCaseKeywords: true });
  },
  javascript: async (): Promise<Extension> => (await import('@codemirror/lang-javascript')).javascript(),
  typescript: async (): Promise<Extension> =>
    (await import('@codemirror/lang-javascript')).javascript({ typescript: true }),
} as const;

export type Language = keyof typeof grammars;

/** Plain text where the grammar cannot be had: colours are not worth an error. */
export const languageFor = (language: Language): Promise<Extension> =>
  grammars[language]().catch((): Extension => []);
