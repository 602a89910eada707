// The titles of a test file, read by the compiler's parser. A test that is skipped, or yet to be written, shows nothing and is
// left out; so is a control: it shows that the test beside it can fail.
import ts from 'typescript';

const suites = new Set(['describe', 'it', 'test']);
const silent = new Set(['skip', 'todo', 'fails']);

/** Titles with the ones around them: "suite > test". Holes of a template stand as "…". */
export function testTitles(source: string): string[] {
  const file = ts.createSourceFile('a.test.ts', source, ts.ScriptTarget.Latest);
  const titles: string[] = [];

  function visit(node: ts.Node, around: string): void {
    let path = around;
    if (ts.isCallExpression(node)) {
      const title = titleOf(node.arguments[0]);
      const names = namesOf(node.expression);
      if (title !== null && suites.has(names[0] ?? '') && node.arguments.length > 1) {
        if (names.some((name) => silent.has(name)) || /^(?:[A-Z]+-\d+ )?control\b/.test(title)) return;
        path = around === '' ? title : `${around} > ${title}`;
        if (names[0] !== 'describe') titles.push(path);
      }
    }
    ts.forEachChild(node, (child) => visit(child, path));
  }
  visit(file, '');
  return titles;
}

/** `it.each(rows)` → it, each. */
function namesOf(node: ts.Expression): string[] {
  if (ts.isIdentifier(node)) return [node.text];
  if (ts.isPropertyAccessExpression(node)) return [...namesOf(node.expression), node.name.text];
  if (ts.isCallExpression(node)) return namesOf(node.expression);
  return [];
}

function titleOf(node: ts.Node | undefined): string | null {
  if (node === undefined) return null;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}
