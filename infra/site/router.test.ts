// The function as it is deployed, in a bare vm: nothing of Node, no modules, no eval.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { headersFor } from '../../src/headers.ts';
import { viewerRequest } from '../local/edge/viewer-request.ts';
import { routerCode } from './router-code.ts';

const hashes = { scripts: Array.from({ length: 6 }, (_, n) => `sha256-${n}${'x'.repeat(43)}`), styles: [] };
const host = 'www.example.com';
const code = routerCode({ host, moved: ['example.com'] }, hashes);
const release = '20261123T050000-0123456789ab';
const router = viewerRequest(code, async (key) => {
  if (key !== 'current') throw new Error('no such key');
  return release;
});
const ask = (url: string, more: { method?: string; host?: string } = {}) =>
  router({ method: 'GET', host, url, ...more });
const found = async (url: string) => {
  const passed = await ask(url);
  return passed.kind === 'request' ? passed.uri : `${passed.status} ${passed.headers['location'] ?? ''}`;
};

describe('the function of the edge', () => {
  it.each([
    ['/', `/releases/${release}/index.html`],
    ['/security/', `/releases/${release}/security/index.html`],
    ['/security/index.html', `/releases/${release}/security/index.html`],
    ['/security.md', `/releases/${release}/security.md`],
    ['/security/?from=mail', `/releases/${release}/security/index.html`],
    ['/security', '301 /security/'],
    ['/a/b-c_d~e', '301 /a/b-c_d~e/'],
  ])('takes %s to %s', async (url, to) => {
    expect(await found(url)).toBe(to);
  });

  it.each([
    ...['//evil.example', '//evil.example/', '///evil.example', '/\\evil.example', '/\\/evil.example'],
    ...[
      '/%2fevil.example',
      '/%2F%2Fevil.example',
      '/%5cevil.example',
      '/.%2fevil.example',
      '/%0d%0aLocation:x',
    ],
    ...[
      '/security//',
      '/security//evil.example',
      '/../secret',
      '/a/../secret',
      '/..;/x',
      '/%',
      '/%00',
      '/a b',
    ],
    ...['/releases/../x', '/@evil.example', '/é', '/a/.hidden', '/https://evil.example'],
  ])('knows nothing at %s, and sends nobody there', async (url) => {
    expect(await found(url)).toBe(`/releases/${release}/-`);
  });

  it('never answers with a place outside the site, whatever is in front of it', async () => {
    for (const start of ['/', '//', '/\\', '/%2f', '/%09/', '/.', '/;', '/@'])
      for (const end of ['evil.example', 'evil', 'evil?x=//y', 'evil/..']) {
        const passed = await ask(start + end);
        const location = passed.kind === 'response' ? passed.headers['location'] : undefined;
        if (location !== undefined)
          expect(new URL(location, `https://${host}/`).origin).toBe(`https://${host}`);
      }
    // Control: the same addresses, joined as many functions on the web do it.
    expect(new URL(`${'//evil.example'}/`, `https://${host}/`).origin).not.toBe(`https://${host}`);
  });

  it('keeps the query of a redirect as it came', async () => {
    const passed = await ask('/security?a=1&b=%20x&a=2&c&d=');
    expect(passed).toMatchObject({ status: 301, headers: { location: '/security/?a=1&a=2&b=%20x&c&d' } });
  });

  it('takes the other name to the one name, page and query too, and never to what it does not understand', async () => {
    const moved = async (url: string) => {
      const passed = await ask(url, { host: 'Example.com' });
      return passed.kind === 'response' ? [passed.status, passed.headers['location']] : passed.uri;
    };
    expect(await moved('/security?a=1')).toEqual([301, 'https://www.example.com/security/?a=1']);
    expect(await moved('/')).toEqual([301, 'https://www.example.com/']);
    expect(await moved('//evil.example')).toEqual([301, 'https://www.example.com/']);
    expect((await ask('/', { host: 'd111.cloudfront.net' })).kind).toBe('request');
  });

  it('answers HEAD as GET and refuses the rest with its reason', async () => {
    expect(await ask('/', { method: 'HEAD' })).toEqual(await ask('/'));
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect(await ask('/', { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it('says so when the pointer cannot be read, is missing or is no release, and nothing keeps that answer', async () => {
    for (const get of [
      () => Promise.reject(new Error('down')),
      () => Promise.reject(new Error('no such key')),
      async () => '',
      async () => '../other',
      async () => 'https://evil.example',
    ]) {
      const passed = await viewerRequest(code, get)({ method: 'GET', url: '/', host });
      expect(passed).toMatchObject({
        status: 503,
        headers: { 'retry-after': '5', 'cache-control': 'no-store' },
      });
    }
  });

  it('puts on its own answers what a policy puts on the others', async () => {
    const { 'Content-Type': _, ...wanted } = headersFor('/', '/index.html', hashes);
    for (const answer of [await ask('/security'), await ask('/', { method: 'POST' })])
      for (const [name, value] of Object.entries(wanted))
        expect(answer).toMatchObject({ headers: { [name.toLowerCase()]: value } });
  });

  it('fits: less than 10 KB, with as many hashes as a policy takes', () => {
    expect(Buffer.byteLength(code)).toBeLessThan(10_240);
    const many = Array.from({ length: 120 }, (_, n) => `sha256-${n}${'x'.repeat(43)}`);
    expect(() => routerCode({ host, moved: [] }, { scripts: many, styles: [] })).toThrow(
      'CloudFront takes less',
    );
  });

  it('is written in what cloudfront-js-2.0 has', () => {
    expect(lacking(readFileSync('infra/site/router.js', 'utf8'))).toEqual([]);
    // Controls: what a developer of today writes without thinking.
    for (const source of [
      'const { uri } = request;',
      'const all = [...a];',
      'const host = request.headers?.host;',
      'const b = a ?? 1;',
      'class A {}',
      'for (const x of y) z();',
      'function f(a = 1) {}',
      'const o = { a };',
      'import x from "y";',
      'eval("1");',
      'function* g() {}',
      'const f = async () => 1;',
    ])
      expect(lacking(source), source).not.toEqual([]);
  });
});

/** ES 5.1 with const, let, async functions, await, template strings: no more than the developer guide's list and its examples. */
function lacking(source: string): string[] {
  const { SyntaxKind: kind } = ts;
  const refused = new Set([
    ...[kind.ObjectBindingPattern, kind.ArrayBindingPattern, kind.SpreadElement, kind.SpreadAssignment],
    ...[kind.QuestionDotToken, kind.QuestionQuestionToken, kind.QuestionQuestionEqualsToken],
    ...[kind.ClassDeclaration, kind.ClassExpression, kind.ForOfStatement, kind.YieldExpression],
    ...[kind.ShorthandPropertyAssignment, kind.ImportDeclaration, kind.ExportDeclaration, kind.ExportKeyword],
    ...[kind.BigIntLiteral, kind.ComputedPropertyName, kind.MetaProperty, kind.ArrowFunction],
  ]);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (refused.has(node.kind)) found.push(kind[node.kind]);
    if (ts.isParameter(node) && (node.initializer || node.dotDotDotToken)) found.push('parameter');
    if (ts.isFunctionDeclaration(node) && node.asteriskToken) found.push('generator');
    if (ts.isIdentifier(node) && ['eval', 'Function', 'require', 'process', 'setTimeout'].includes(node.text))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('router.js', source, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS));
  return found;
}
