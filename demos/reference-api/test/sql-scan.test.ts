// DATA-02, the reading half: no text of the service becomes SQL but through the `sql` tag. The compiler's own parser reads every
// file, so neither a comment nor a line break hides anything.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const folder = new URL('..', import.meta.url).pathname;
const looksLikeSql =
  /^\s*(?:(?:select|insert\s+into|update|delete\s+from|merge\s+into|truncate|create|alter|drop|grant|revoke|with|set|reset|copy|call|do|explain)\s+\S|begin\b|commit\b|rollback\b)/i;

/** Whole texts without holes, which these files alone may have. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'storage/pg.ts': ['BEGIN', 'COMMIT', 'ROLLBACK', 'SELECT 1'],
  'storage/pglite.ts': ['BEGIN', 'COMMIT', 'ROLLBACK', 'SELECT 1'],
  'storage/pglite-prepared.ts': ['BEGIN', 'COMMIT', 'ROLLBACK'],
  'storage/migrate.ts': [
    'begin',
    'commit',
    'rollback',
    'create table if not exists schema_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
  ],
  'storage/seed.ts': ['begin', 'commit'],
  'audit/export-command.ts': ['set role lavbytes_auditor'],
  'leads/leads-command.ts': ['set role lavbytes_leads'],
  // DynamoDB's update expressions, which only look like it.
  'leads/store-dynamo.ts': [
    'SET nextTry = :until ADD attempts :one',
    'SET sentAt = :now REMOVE box, nextTry',
    'SET deadAt = :now, box = :dead, nextTry = :now',
    'SET nextTry = :again',
    'SET box = :due, nextTry = :now, attempts = :none REMOVE deadAt',
  ],
};

interface Finding {
  readonly line: number;
  readonly text: string;
}

/** Texts that look like SQL, and objects with `text` and `values`, outside the tag. */
function findings(name: string, source: string): Finding[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const found: Finding[] = [];
  const report = (node: ts.Node, text: string) =>
    found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });

  function visit(node: ts.Node): void {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'sql') {
      if (ts.isTemplateExpression(node.template))
        for (const { expression } of node.template.templateSpans) visit(expression);
      return;
    }
    if (ts.isTemplateExpression(node) && looksLikeSql.test(node.head.text)) report(node, node.getText());
    if (
      ts.isStringLiteralLike(node) &&
      looksLikeSql.test(node.text) &&
      !(allowed[name] ?? []).includes(node.text)
    )
      report(node, node.text);
    if (ts.isCallExpression(node) && /(?:^|\.)sql$/.test(node.expression.getText()))
      report(node, node.getText());
    ts.forEachChild(node, visit);
  }
  visit(file);
  return found;
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) =>
    !name.startsWith('coverage/') &&
    name.endsWith('.ts') &&
    !name.endsWith('.test.ts') &&
    !/(?:^|\/)test\//.test(name),
);

it('every statement of the service is written with the tag', () => {
  const all = files.flatMap((name) =>
    findings(name, readFileSync(join(folder, name), 'utf8')).map(
      ({ line, text }) => `${name}:${line} ${text}`,
    ),
  );
  expect(all).toEqual([]);
  expect(files.length).toBeGreaterThan(60);
});

it.each([
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: source text
  [
    'a template with a hole',
    'tx.query({ name: "", text: `select * from documents where id = \'${id}\'`, values: [] })',
  ],
  ['a concatenation', 'const text = "select * from documents where id = \'" + id + "\'";'],
  ['a piece that is put in later', "const where = 'delete from documents '; run(where + tail);"],
  ['the tag called as a function', 'sql(parts as never, ...values)'],
  ['upper case over lines', 'run(`\n  UPDATE documents\n SET title = ${title}`)'],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: source text
])('control: it finds %s', (_name, source) => {
  expect(findings('weak.ts', source)).not.toEqual([]);
});
