// What the service's own source may not say, read by the compiler's parser. A scan shows that a thing is absent, not that all
// is well; each rule is shown to find its fault below. SQL has a scan of its own: test/sql-scan.test.ts.
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

type Finder = (node: ts.Node, file: string) => boolean;

const calls = (node: ts.Node, ...names: readonly string[]): boolean =>
  (ts.isCallExpression(node) || ts.isNewExpression(node)) && names.includes(node.expression.getText());

const imported = (node: ts.Node): string | null => {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
    return node.moduleSpecifier.text;
  const dynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const [first] = dynamic ? node.arguments : [];
  return first !== undefined && ts.isStringLiteral(first) ? first.text : null;
};

const imports = (node: ts.Node, ...names: readonly string[]): boolean => {
  const name = imported(node);
  return name !== null && names.includes(name);
};

const text = (node: ts.Node): string => (ts.isStringLiteralLike(node) ? node.text : '');
const approved =
  /^(?:SHA-256|sha256|AES-GCM|AES-KW|aes-256-gcm|HMAC|argon2id|RSASSA-PKCS1-v1_5|RSA-PSS|Ed25519)$/;
const algorithmic =
  /^(?:md[245]|(?:hmac-?)?sha-?\d.*|ripemd.*|aes.*|des.*|3des.*|rc[24].*|blowfish|bcrypt|scrypt|pbkdf2|argon2.*|rsa-?(?:es|oaep|pss).*|rsassa.*|.*-(?:ecb|cbc|ctr|cfb|ofb|gcm)|hmac)$/i;

const packages: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
const { dependencies, devDependencies } = packages as Record<string, Record<string, string>>;
const versions: Readonly<Record<string, string>> = { ...dependencies, ...devDependencies };
const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

/** Where the service calls out by itself; all other connections are made by the drivers of storage/ and secrets/. */
const callsOut = ['observe/otlp.ts', 'intake/openai.ts'];
/** Where it listens. */
const listens = ['host/listen.ts', 'main.ts'];

const rules = {
  code: (node) =>
    calls(node, 'eval', 'Function', 'globalThis.eval', 'globalThis.Function') ||
    imports(node, 'node:vm', 'node:child_process', 'node:worker_threads', 'vm', 'child_process') ||
    (calls(node, 'setTimeout', 'setInterval') &&
      text((node as ts.CallExpression).arguments[0] as ts.Node) !== ''),
  patterns: (node) => calls(node, 'RegExp'),
  random: (node) => ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random',
  algorithms: (node) => algorithmic.test(text(node)) && !approved.test(text(node)),
  network: (node, file) =>
    (!callsOut.includes(file) && ts.isIdentifier(node) && node.text === 'fetch' && !isMember(node)) ||
    (!listens.includes(file) &&
      imports(node, 'node:http', 'node:https', 'node:net', 'node:tls', 'node:dgram')) ||
    calls(node, 'WebSocket', 'XMLHttpRequest', 'EventSource'),
  equality: (node) =>
    node.kind === ts.SyntaxKind.EqualsEqualsToken || node.kind === ts.SyntaxKind.ExclamationEqualsToken,
  packages: (node) => {
    const name = imported(node);
    if (name === null || /^[.#]/.test(name)) return false;
    if (name.startsWith('node:') && builtinModules.includes(name.slice(5))) return false;
    return /^\d+\.\d+\.\d+$/.test(versions[packageOf(name)] ?? '') === false;
  },
} as const satisfies Record<string, Finder>;

/** `router.fetch` and `{ fetch: … }` are names, not calls to the network. */
const isMember = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) &&
    node.parent.name === node &&
    node.parent.expression.getText() !== 'globalThis') ||
  (ts.isPropertyAssignment(node.parent) && node.parent.name === node);

function findings(finder: Finder, file: string, source: string): string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  function visit(node: ts.Node): void {
    if (finder(node, file))
      found.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText()}`);
    ts.forEachChild(node, visit);
  }
  visit(tree);
  return found;
}

const entries = ['main.ts', 'audit/export-command.ts', 'audit/verify-export.ts', 'vault/rewrap-command.ts'];

/** Every file that the service or one of its commands can load. */
function reachable(): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (sources.has(file)) continue;
    const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
    sources.set(file, source);
    for (const { fileName } of ts.preProcessFile(source).importedFiles)
      if (fileName.startsWith('.')) waiting.push(new URL(fileName, `file:///${file}`).pathname.slice(1));
  }
  return sources;
}

const sources = [...reachable()];

describe('the source of the service', () => {
  it('is all of it, and no test', () => {
    const files = sources.map(([file]) => file);
    for (const part of [
      'edge',
      'gateway',
      'identity',
      'access',
      'documents',
      'vault',
      'audit',
      'storage',
      'observe',
    ])
      expect(files.some((file) => file.startsWith(`${part}/`))).toBe(true);
    expect(files.filter((file) => /test/.test(file))).toEqual([]);
  });

  const all = (rule: keyof typeof rules) =>
    sources.flatMap(([file, source]) => findings(rules[rule], file, source));

  it('runs no text as code', () => expect(all('code')).toEqual([]));
  it('makes no regular expression out of text', () => expect(all('patterns')).toEqual([]));
  it('takes no random number but from a cryptographic source', () => expect(all('random')).toEqual([]));
  it('names no cipher and no hash but the approved ones', () => expect(all('algorithms')).toEqual([]));
  it('calls out in two places, to where the environment says', () => expect(all('network')).toEqual([]));
  it('compares strictly', () => expect(all('equality')).toEqual([]));
  it('imports only packages that package.json names with an exact version', () =>
    expect(all('packages')).toEqual([]));
});

const faults: Readonly<Record<keyof typeof rules, readonly string[]>> = {
  code: [
    'eval(code)',
    'globalThis.eval(code)',
    "new Function('a', code)",
    "import vm from 'node:vm'",
    "const { exec } = await import('node:child_process')",
    "setTimeout('alert(1)', 1)",
  ],
  patterns: ['new RegExp(input)', 'RegExp(input)'],
  random: ['Math.random()', 'const r = Math.random;'],
  algorithms: [
    "createHash('md5')",
    "crypto.subtle.digest('SHA-1', bytes)",
    "createCipheriv('aes-256-cbc', key, iv)",
    "({ name: 'AES-ECB' })",
    "createHmac('sha1', key)",
    "({ name: 'RSAES-PKCS1-v1_5' })",
  ],
  network: [
    'await fetch(url)',
    'globalThis.fetch(url)',
    'const send = fetch;',
    "import { request } from 'node:https'",
    'new WebSocket(url)',
  ],
  equality: ['a == b', 'a != null'],
  packages: [
    "import x from 'left-pad'",
    "await import('@scope/unknown/part')",
    "import x from 'node:nothing'",
  ],
};

describe('control: each rule finds its fault', () => {
  for (const [rule, planted] of Object.entries(faults))
    it.each(planted)(`${rule}: %s`, (code) => {
      expect(findings(rules[rule as keyof typeof rules], 'planted.ts', code)).not.toEqual([]);
    });
});
