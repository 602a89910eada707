/** An answer in its final form, as it is sent and as it is kept: values, until a host makes a Response of it. */
export interface Answer {
  readonly status: number;
  readonly text: string | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>> | undefined;
}

export const toResponse = ({ status, text, headers }: Answer): Response =>
  new Response(text, { status, headers: { ...headers } });
