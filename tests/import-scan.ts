// Finds what a file imports, with TypeScript's own parser: statically, dynamically, by glob, as a type or as a worker.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

const rooms = ['content', 'src', 'demos', 'infra', 'tests'];
const code = /\.(ts|tsx|mts|mjs|js|astro|mdx)$/;

/** All imports, or only those that are still there when the code runs. */
type Which = 'all' | 'run';

export function codeFiles(root: string): string[] {
  const paths = (folder: string, recursive: boolean) =>
    readdirSync(join(root, folder), { recursive, withFileTypes: true })
      .filter((entry) => entry.isFile() && code.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const here = rooms.filter((room) => existsSync(join(root, room)));
  const found = [...paths('.', false), ...here.flatMap((room) => paths(room, true))];
  return found.filter((path) => !path.includes('node_modules/'));
}

/** The TypeScript in a file: front matter and scripts of .astro, the import and export lines of .mdx, else all of it. */
function scripts(path: string, text: string): string[] {
  if (path.endsWith('.astro')) {
    const frontMatter = /^\s*---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '';
    const inline = [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, body = '']) => body);
    return [frontMatter, ...inline];
  }
  if (!path.endsWith('.mdx')) return [text];
  const prose = text.replaceAll(/^(```+|~~~+)[\s\S]*?^\1/gm, '');
  return [...prose.matchAll(/^(?:import|export)\s[\s\S]*?(?=\r?\n\s*\r?\n|$(?![\s\S]))/gm)].map(
    ([lines]) => lines,
  );
}

const isMeta = (node: ts.Node, name: string): boolean =>
  ts.isPropertyAccessExpression(node) && ts.isMetaProperty(node.expression) && node.name.text === name;

function named(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isCallExpression(node)) {
    const called = node.expression;
    const loads = called.kind === ts.SyntaxKind.ImportKeyword || isMeta(called, 'glob');
    if (loads || (ts.isIdentifier(called) && called.text === 'require')) return node.arguments[0];
  }
  const isUrl =
    ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'URL';
  const [, base] = isUrl ? (node.arguments ?? []) : [];
  return isUrl && base && isMeta(base, 'url') ? node.arguments?.[0] : undefined;
}

/** Gone before anything runs. */
const isErased = (node: ts.Node): boolean =>
  ts.isImportTypeNode(node) ||
  (ts.isExportDeclaration(node) && node.isTypeOnly) ||
  (ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);

function specifiers(script: string, which: Which): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = which === 'run' && isErased(node) ? undefined : named(node);
    if (name && ts.isStringLiteralLike(name)) found.push(name.text);
    if (name && ts.isArrayLiteralExpression(name))
      for (const each of name.elements) if (ts.isStringLiteralLike(each)) found.push(each.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('any.tsx', script, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX));
  return found;
}

function resolve(from: string, specifier: string): string | undefined {
  if (/^\.{1,2}\//.test(specifier)) {
    const [path = '', query] = specifier.replace(/^!/, '').split('?');
    const target = posix.join(posix.dirname(from), path);
    return query ? `${target}?${query}` : target;
  }
  if (specifier.startsWith('/')) return specifier.slice(1);
  if (specifier.startsWith('#api/')) return specifier.replace('#api/', 'demos/reference-api/');
  if (specifier.startsWith('#demos/')) return specifier.replace('#demos/', 'demos/');
  if (/^(node|astro|virtual):/.test(specifier)) return specifier;
  if (specifier.startsWith('.')) return undefined;
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  return builtinModules.includes(name) ? `node:${name}` : `npm:${name}`;
}

/** Targets as the import table writes them. */
export function importsOf(path: string, text: string, which: Which = 'all'): string[] {
  const found = scripts(path, text).flatMap((script) => specifiers(script, which));
  return [...new Set(found.map((name) => resolve(path, name)).filter((target) => target !== undefined))];
}

export const importsIn = (root: string, path: string, which: Which = 'all'): string[] =>
  importsOf(path, readFileSync(join(root, path), 'utf8'), which);
