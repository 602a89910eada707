// What a schema says of one value, in a form that the page shows and that a message can carry. Made from Zod's own result, on the
// page for the API's contracts and inside the isolated engine for the reader's schema.
import type { z } from 'zod';

export interface Issue {
  readonly path: readonly (string | number)[];
  /** Zod's code: "too_big", "invalid_format", … */
  readonly code: string;
  readonly message: string;
  /** Which check of that code: the format, or what has the size. */
  readonly check: string | null;
  /** Of `unrecognized_keys`. */
  readonly keys: readonly string[];
}

export type Verdict =
  /** `output`: what the code behind the boundary receives, as JSON. */
  | { readonly kind: 'accepted'; readonly output: string }
  | { readonly kind: 'refused'; readonly issues: readonly Issue[]; readonly more: number }
  /** Refused before any contract: no JSON, or JSON that the API's gate takes for hostile. */
  | { readonly kind: 'unread'; readonly message: string; readonly at: number | null };

/** Issues told of one value; a value of 1,000 wrong rows has more than anyone reads. */
const mostIssues = 40;
const mostOutput = 8_000;
const longest = 1_000;

const told = ({ path, code, message, ...rest }: z.core.$ZodIssue): Issue => {
  const { format, origin, keys } = rest as Readonly<Record<string, unknown>>;
  const check = format ?? origin;
  return {
    path: path.map((part) => (typeof part === 'number' ? part : String(part))),
    code,
    message: String(message).slice(0, longest),
    check: typeof check === 'string' ? check : null,
    keys: Array.isArray(keys) ? keys.map(String) : [],
  };
};

export const verdictOf = (result: z.ZodSafeParseResult<unknown>): Verdict =>
  result.success
    ? { kind: 'accepted', output: asText(result.data) }
    : {
        kind: 'refused',
        issues: result.error.issues.slice(0, mostIssues).map(told),
        more: Math.max(0, result.error.issues.length - mostIssues),
      };

/** JSON as far as JSON goes: what it has no form for is named. */
export function asText(value: unknown): string {
  const seen = JSON.stringify(
    value,
    (_, one: unknown) => {
      if (typeof one === 'bigint') return `${one}n`;
      if (one instanceof Map || one instanceof Set) return [...one];
      return one;
    },
    2,
  ) as string | undefined;
  const text = seen ?? String(value);
  return text.length > mostOutput ? `${text.slice(0, mostOutput)} …` : text;
}

/** "lines[2].amount", "the value itself" */
export function pathText(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the value itself';
  return path
    .map((part, at) =>
      typeof part === 'number'
        ? `[${part}]`
        : /^[\w$]+$/.test(part)
          ? `${at > 0 ? '.' : ''}${part}`
          : `[${JSON.stringify(part)}]`,
    )
    .join('');
}
