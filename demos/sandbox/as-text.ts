// A call as text that runs elsewhere: curl for `npm run api`, fetch for this browser's console. Neither holds a token: both
// begin by signing in with the example password, which is public.
import { examplePassword } from '#api/storage/examples.ts';
import type { Call } from './draft.ts';

/** One word of a POSIX shell, whatever the text holds; NUL, which no argument can hold, is left out. */
export const shellWord = (text: string): string => {
  const clean = text.replaceAll('\0', '');
  return /^[\w@%+=:,./-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", String.raw`'\''`)}'`;
};

const signIn = (email: string): string => JSON.stringify({ email, password: examplePassword });

/** @param who e-mail address of the person it is sent as; null: without a token. `base` without a slash at its end. */
export function asCurl(call: Call, who: string | null, base = 'http://127.0.0.1:3000'): string {
  const { method, path, headers, body } = call;
  const parts = [
    `curl -i -X ${method} ${shellWord(`${base}${path}`)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${shellWord(`${name}: ${value}`)}`),
    // In double quotes: the shell fills it in.
    ...(who === null ? [] : ['-H "authorization: Bearer $TOKEN"']),
    ...(body === null ? [] : [`--data-raw ${shellWord(body)}`]),
  ];
  const call_ = parts.join(' \\\n  ');
  if (who === null) return `${call_}\n`;
  const pick = 'node -pe \'JSON.parse(require("fs").readFileSync(0)).accessToken\'';
  const type = "-H 'content-type: application/json'";
  return `TOKEN=$(curl -s ${base}/v1/sessions ${type} --data-raw ${shellWord(signIn(who))} | ${pick})\n${call_}\n`;
}

const literal = (value: unknown, indent: string): string =>
  JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);

/** For the console of any tab under /sandbox/. `base` '/sandbox/api' */
export function asFetch(call: Call, who: string | null, base = '/sandbox/api'): string {
  const { method, path, headers, body } = call;
  const lines = Object.entries(headers).map(
    ([name, value]) => `    ${JSON.stringify(name)}: ${literal(value, '')},`,
  );
  if (who !== null) lines.push(`    "authorization": \`Bearer \${accessToken}\`,`);
  const init = [
    `  method: ${JSON.stringify(method)},`,
    ...(lines.length === 0 ? [] : ['  headers: {', ...lines, '  },']),
    ...(body === null ? [] : [`  body: ${JSON.stringify(body)},`]),
  ];
  const send = `const response = await fetch(${JSON.stringify(`${base}${path}`)}, {\n${init.join('\n')}\n});\n`;
  const read = 'console.log(response.status, await response.text());\n';
  if (who === null) return send + read;
  const first = [
    `const session = await fetch(${JSON.stringify(`${base}/v1/sessions`)}, {`,
    '  method: "POST",',
    '  headers: { "content-type": "application/json" },',
    `  body: ${JSON.stringify(signIn(who))},`,
    '});',
    'const { accessToken } = await session.json();',
    '',
  ];
  return first.join('\n') + send + read;
}
