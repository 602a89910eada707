// Requests as text that runs elsewhere.
import type { Asked } from './http.ts';

/** One word for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** @param base where the service is, without a slash at the end: "http://localhost:3000" */
export function asCurl(base: string, { method, path, headers, body }: Asked): string {
  const parts = [`curl --request ${method} ${quoted(base + path)}`];
  for (const [name, value] of Object.entries(headers)) parts.push(`--header ${quoted(`${name}: ${value}`)}`);
  if (body !== undefined) parts.push(`--data-raw ${quoted(body)}`);
  return parts.join(' \\\n  ');
}

/** The same for a browser's console or Node. */
export function asFetch(base: string, { method, path, headers, body }: Asked): string {
  const init = { method, headers, ...(body === undefined ? {} : { body }) };
  return `await fetch(${JSON.stringify(base + path)}, ${JSON.stringify(init, null, 2)})`;
}
