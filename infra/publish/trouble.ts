// What the reader of a failed command needs: what happened, why, and what to do next.

export class Trouble extends Error {
  override readonly name = 'Trouble';
  readonly why: string;
  readonly todo: string;

  constructor(what: string, { why, todo }: { readonly why: string; readonly todo: string }) {
    super(what);
    this.why = why;
    this.todo = todo;
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message || error.name : `${error}`);

export function told(error: unknown): string {
  if (error instanceof Trouble) return `✗ ${error.message}\n  Why: ${error.why}\n  What to do: ${error.todo}`;
  const name = error instanceof Error ? error.name : '';
  if (/Credentials|ExpiredToken|AccessDenied|Forbidden|InvalidAccessKeyId/.test(`${name} ${text(error)}`))
    return `✗ AWS did not let this command in.\n  Why: ${text(error)}\n  What to do: sign in (aws sso login, or the deploy role), then run the same command again.`;
  return `✗ ${text(error)}\n  Why: ${name || 'the line above is all that is known'}.\n  What to do: run the same command again; what was done already is not done twice.`;
}
