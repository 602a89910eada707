// Front matter that its schema refuses, said with the line of the field and the nearest field that there is.
import { parseFrontmatter } from 'astro/markdown';
import type { z } from 'astro/zod';
import type { Fault } from './checks.ts';
import { split } from './document.ts';
import { unknown } from './problem.ts';

export function frontMatterFaults(file: string, source: string, schema: z.ZodType): Fault[] {
  const { front } = split(source);
  if (front === '') return [{ file, line: 1, message: 'the page has no front matter' }];
  let data: unknown;
  try {
    data = parseFrontmatter(source).frontmatter;
  } catch (error) {
    const { mark, reason } = error as { mark?: { line: number }; reason?: string };
    const message = `the front matter is not YAML: ${reason ?? (error as Error).message}`;
    return [{ file, line: (mark?.line ?? 0) + 1, message }];
  }
  const { error } = schema.safeParse(data);
  return (error?.issues ?? []).flatMap((issue): Fault[] => {
    if (issue.code === 'unrecognized_keys') {
      const fields = fieldsAt(schema, issue.path);
      return issue.keys.map((key) => ({
        file,
        line: lineOf(front, [...issue.path, key]),
        message: unknown('front matter field', key, fields),
      }));
    }
    const field = issue.path.join('.');
    return [
      { file, line: lineOf(front, issue.path), message: `front matter field "${field}": ${issue.message}` },
    ];
  });
}

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
}

/** Names of the fields at a path of the schema. */
function fieldsAt(schema: z.ZodType | undefined, path: readonly PropertyKey[]): string[] {
  if (!schema) return [];
  const { shape, element, innerType } = schema._zod.def as Definition;
  if (innerType) return fieldsAt(innerType, path);
  const [next, ...rest] = path;
  if (next === undefined) return Object.keys(shape ?? {});
  return fieldsAt(shape ? shape[String(next)] : element, rest);
}

/** Line of the field, or of the nearest one around it that is there. */
function lineOf(front: string, path: readonly PropertyKey[]): number {
  const lines = front.split('\n');
  let at = 0;
  for (const step of path) {
    if (typeof step === 'number') {
      const items = lines.flatMap((line, index) => (index > at && /^\s*-\s/.test(line) ? [index] : []));
      at = items[step] ?? at;
      continue;
    }
    const key = new RegExp(`^\\s*(?:-\\s+)?(['"]?)${String(step)}\\1\\s*:`);
    const found = lines.findIndex((line, index) => index >= at && key.test(line));
    if (found >= 0) at = found;
  }
  return at + 1;
}
