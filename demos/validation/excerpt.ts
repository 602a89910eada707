// A contract as it stands in its file, cut to what one body needs: the definitions that it uses, in the file's order, and the
// body itself as the default export. A test evaluates the cut and holds it against the contract that was imported.

export interface Cut {
  /** Text of contract.ts, formatted as this repository formats. */
  readonly file: string;
  /** "signInContract" */
  readonly contract: string;
  /** "body"; absent where the constant is itself the schema. */
  readonly part?: string;
  /** What the file imports beside Zod: name, value, and where it is written. */
  readonly imports?: readonly { readonly name: string; readonly value: unknown; readonly from: string }[];
}

interface Statement {
  readonly name: string;
  readonly text: string;
}

const begins = /^(?:export )?(?:const|function|type|interface|import)\b|^\/[/*]/;

/** Statements at the top, each with the comment above it. */
function statements(file: string): Statement[] {
  const found: string[][] = [];
  let open = false;
  for (const line of file.split('\n')) {
    const comment = /^\/[/*]/.test(line);
    if (begins.test(line) && !open) found.push([]);
    found.at(-1)?.push(line);
    open = comment;
  }
  return found.flatMap((lines) => {
    const text = lines.join('\n').trimEnd();
    const name = /^(?:export )?const (\w+)/m.exec(text)?.[1];
    return name === undefined ? [] : [{ name, text: text.replace(/^export /m, '') }];
  });
}

/** The member `part` of a contract's object literal, without its indentation. */
function member(text: string, part: string): string {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith(`  ${part}: `));
  const rest = lines.slice(from + 1).findIndex((line) => /^ {0,2}\S/.test(line) && !/^ {2}[)}\]]/.test(line));
  const body = lines.slice(from, rest < 0 ? undefined : from + 1 + rest);
  if (from < 0) throw new Error(`the contract has no ${part} on a line of its own`);
  return body
    .map((line) => line.replace(/^ {2}/, ''))
    .join('\n')
    .slice(part.length + 2)
    .trimEnd()
    .replace(/,$/, '');
}

/** What is said in comments and strings uses nothing. */
const quiet = /\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'/g;
const uses = (text: string, name: string): boolean =>
  new RegExp(`(?<![.\\w])${name}\\b(?!:)`).test(text.replaceAll(quiet, ''));

export function excerpt({ file, contract, part, imports = [] }: Cut): string {
  const all = statements(file);
  const whole = all.find(({ name }) => name === contract);
  if (!whole) throw new Error(`there is no ${contract}`);
  const body = part === undefined ? contract : member(whole.text, part);
  const wanted = new Set<string>();
  const follow = (text: string): void => {
    for (const { name, text: definition } of all)
      if (!wanted.has(name) && (name !== contract || part === undefined) && uses(text, name)) {
        wanted.add(name);
        follow(definition);
      }
  };
  follow(body);
  const definitions = all.filter(({ name }) => wanted.has(name)).map(({ text }) => text);
  const given = imports
    .filter(({ name }) => [body, ...definitions].some((text) => uses(text, name)))
    .map(({ name, value, from }) => `const ${name} = ${JSON.stringify(value)}; // ${from}`);
  return [`import * as z from 'zod';\n`, ...given, ...definitions, `\nexport default ${body};`, '']
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}
