// Requests as text that runs elsewhere.
import type { Asked } from './http.ts';

/** One word for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A bearer token stays here: it is a secret, and another host would not know it. The shell's own TOKEN stands for it. */
const headerWord = (name: string, value: string): string =>
  name.toLowerCase() === 'authorization' && value.startsWith('Bearer ')
    ? `"${name}: Bearer $TOKEN"`
    : quoted(`${name}: ${value}`);

/** @param base where the service is, without a slash at the end: "http://localhost:3000" */
export function asCurl(base: string, { method, path, headers, body }: Asked): string {
  const parts = [`curl --request ${method} ${quoted(base + path)}`];
  for (const [name, value] of Object.entries(headers)) parts.push(`--header ${headerWord(name, value)}`);
  if (body !== undefined) parts.push(`--data-raw ${quoted(body)}`);
  return parts.join(' \\\n  ');
}

/** The same for a browser's console or Node; `token` stands for the token. */
export function asFetch(base: string, { method, path, headers, body }: Asked): string {
  const init = { method, headers, ...(body === undefined ? {} : { body }) };
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder is for the code that is written here
  const text = JSON.stringify(init, null, 2).replace(/"Bearer [^"]*"/, '`Bearer ${token}`');
  return `await fetch(${JSON.stringify(base + path)}, ${text})`;
}
