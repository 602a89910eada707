// Where an issue stands in the TypeScript of its schema: the very call that refused. Read from the syntax alone, so it works for
// the usual forms (chains, constants, shorthand, small functions, getters) and says null for what it cannot follow.
import { typescriptLanguage } from '@codemirror/lang-javascript';
import type { Range } from './value-place.ts';
import type { Issue } from './verdict.ts';

type Node = ReturnType<typeof typescriptLanguage.parser.parse>['topNode'];

interface Source {
  readonly text: string;
  /** Constants and functions of the file by name. */
  readonly names: ReadonlyMap<string, Node>;
}

/** One call of a chain: `.max(80)`, or what it begins with: `z.string()`, `line(80)`. */
interface Call {
  readonly method: string;
  readonly from: number;
  readonly to: number;
  /** End of the method's name. */
  readonly named: number;
  readonly args: readonly Node[];
}

const read = ({ text }: Source, node: Node): string => text.slice(node.from, node.to);
const unquoted = (name: string): string => name.replace(/^(['"])(.*)\1$/, '$2');

const list = (node: Node | null): Node[] => {
  const found: Node[] = [];
  for (let one = node?.firstChild ?? null; one; one = one.nextSibling)
    if (/^\w+$/.test(one.name)) found.push(one);
  return found;
};

/** The calls of a chain from the last to the first, and the name it begins with, where that is not `z`. */
function chain(source: Source, node: Node): { calls: Call[]; base: Node | null } {
  const calls: Call[] = [];
  let here: Node | null = node;
  while (here?.name === 'CallExpression') {
    const callee: Node | null = here.firstChild;
    const property = callee?.name === 'MemberExpression' ? callee.lastChild : callee;
    if (!callee || !property) break;
    const args = list(here.getChild('ArgList'));
    calls.push({
      method: read(source, property),
      from: property.from,
      to: here.to,
      named: property.to,
      args,
    });
    if (callee.name !== 'MemberExpression') return { calls, base: callee };
    here = callee.firstChild;
  }
  const base = here?.name === 'VariableName' ? here : null;
  return { calls, base: base && source.names.has(read(source, base)) ? base : null };
}

/** Through names, functions and brackets to the expression that makes the schema. */
function opened(source: Source, node: Node | null, depth = 0): Node | null {
  if (!node || depth > 20) return null;
  if (node.name === 'VariableName')
    return opened(source, source.names.get(read(source, node)) ?? null, depth + 1);
  if (node.name === 'ArrowFunction' || node.name === 'ParenthesizedExpression') {
    const body = list(node).at(-1) ?? null;
    return opened(source, body?.name === 'Block' ? returned(body) : body, depth + 1);
  }
  return node;
}

const returned = (block: Node): Node | null => list(block.getChild('ReturnStatement')).at(-1) ?? null;

const objects = /^(object|strictObject|looseObject|interface|extend|safeExtend|merge|partial|record)$/;
const wrappers =
  /^(optional|nullable|nullish|default|prefault|catch|readonly|lazy|pipe|preprocess|promise|nonoptional|and|or)$/;
const choices = /^(union|discriminatedUnion|intersection|xor)$/;

function property(source: Source, object: Node, key: string): Node | null {
  for (const one of list(object)) {
    const name = one.name === 'Property' ? list(one).find(({ name }) => name !== 'get') : undefined;
    if (!name || unquoted(read(source, name)) !== key) continue;
    const block = one.getChild('Block');
    if (block) return returned(block);
    const value = list(one).at(-1) ?? null;
    // Shorthand: the name stands for its constant.
    return value?.from === name.from ? (source.names.get(key) ?? null) : value;
  }
  return null;
}

/** The expression for one more step of the path. */
function member(source: Source, node: Node | null, part: string | number, depth = 0): Node | null {
  const here = opened(source, node);
  if (!here || depth > 20) return null;
  const { calls, base } = chain(source, here);
  const inside = (one: Node | null | undefined) => (one ? member(source, one, part, depth + 1) : null);
  for (const { method, args } of calls) {
    const [first] = args;
    let found: Node | null = null;
    if (objects.test(method)) {
      const shape = opened(source, first ?? null);
      found = shape?.name === 'ObjectExpression' ? property(source, shape, String(part)) : inside(shape);
      if (method === 'record') found = args.at(-1) ?? null;
    } else if (method === 'array' && typeof part === 'number') found = first ?? null;
    else if (method === 'tuple' && typeof part === 'number')
      found = list(opened(source, first ?? null))[part] ?? null;
    else if (choices.test(method))
      for (const option of args.flatMap((one) => (one.name === 'ArrayExpression' ? list(one) : one)))
        found ??= inside(option);
    else if (wrappers.test(method)) found = inside(args.at(-1)) ?? inside(first);
    if (found) return found;
  }
  return inside(base);
}

const limits = {
  small: 'min|nonempty|minLength|gt|gte|positive|nonnegative',
  big: 'max|maxLength|lt|lte|negative|nonpositive',
};
const wanted: Readonly<Record<string, RegExp>> = {
  too_small: new RegExp(`^(${limits.small}|length|size|int|safe)$`),
  too_big: new RegExp(`^(${limits.big}|length|size|int|safe)$`),
  not_multiple_of: /^(multipleOf|step)$/,
  invalid_value: /^(enum|literal|nativeEnum)$/,
  unrecognized_keys: /^(strictObject|strict)$/,
  custom: /^(refine|superRefine|check)$/,
  invalid_union: /^(union|discriminatedUnion|or|xor)$/,
};

function fits(issue: Issue, call: Call): boolean {
  const format = issue.check?.replaceAll('_', '').toLowerCase();
  if (issue.code === 'invalid_format') return call.method.toLowerCase() === format;
  return wanted[issue.code]?.test(call.method) ?? false;
}

/** The call that refused; a rule with words of its own is known by them. */
function refusing(source: Source, node: Node | null, issue: Issue, depth = 0): Range | null {
  const here = opened(source, node);
  if (!here || depth > 20) return null;
  const { calls, base } = chain(source, here);
  const fitting = calls.filter((call) => fits(issue, call));
  const said = fitting.find(({ from, to }) => source.text.slice(from, to).includes(issue.message));
  // z.int() has bounds of its own, which a bound that is written down goes before.
  const written = fitting.filter(({ method }) => !/^(int|safe)$/.test(method));
  const found = said ?? written.at(-1) ?? fitting.at(-1);
  if (found) return shown(found);
  for (const { args } of calls)
    for (const one of args)
      if (one.name === 'CallExpression' || one.name === 'VariableName') {
        const deeper = refusing(source, one, issue, depth + 1);
        if (deeper) return deeper;
      }
  return base && refusing(source, base, issue, depth + 1);
}

/** A call that holds the rest of the schema is shown by its name. */
const shown = ({ method, from, to, named }: Call): Range => ({
  from,
  to: objects.test(method) || to - from > 160 ? named : to,
});

function sourceOf(text: string): Source & { readonly root: Node | null } {
  const names = new Map<string, Node>();
  let chosen: Node | null = null;
  for (const statement of list(typescriptLanguage.parser.parse(text).topNode)) {
    const inner = statement.getChild('VariableDeclaration');
    const declaration = statement.name === 'ExportDeclaration' ? inner : statement;
    const name = declaration?.getChild('VariableDefinition');
    const value = declaration ? list(declaration).at(-1) : undefined;
    if (name && value) names.set(text.slice(name.from, name.to), value);
    if (statement.name !== 'ExportDeclaration') continue;
    const made = inner ? value : list(statement).at(-1);
    const byDefault = list(statement).some((one) => one.name === 'default');
    if (made && (byDefault || !chosen)) chosen = made;
  }
  return { text, names, root: chosen };
}

export function placeInSchema(text: string, issue: Issue): Range | null {
  const source = sourceOf(text);
  let node = source.root;
  let nearest = node;
  for (const part of issue.path) {
    const next = member(source, node, part);
    if (!next) {
      node = null;
      break;
    }
    node = next;
    nearest = next;
  }
  const call = node && refusing(source, node, issue);
  if (call) return call;
  const here = opened(source, nearest);
  const made = here && chain(source, here).calls.at(-1);
  return made ? shown(made) : here && { from: here.from, to: here.to };
}
