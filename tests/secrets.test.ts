// DEMO-12: nothing that is built holds a key or a token. What demos sign with is made in the reader's browser, when it is needed.
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { filesIn } from '../infra/local/built.ts';
import { dist } from './pages.ts';

const forms: Readonly<Record<string, RegExp>> = {
  'a private key (PEM)': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'a private key (JWK)': /"d"\s*:\s*"[\w-]{20,}"/,
  'a signed token': /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/,
  'an access key of AWS': /\bA(KIA|SIA)[0-9A-Z]{16}\b/,
  'a key of a model’s provider': /\bsk-[\w-]{20,}/,
  'a token of GitHub': /\bgh[pousr]_\w{36}/,
};
/** The one that the token workshop begins with: issued by our build, signed by a key that was thrown away, long expired. */
const recorded = readFileSync('demos/tokens/recorded.json', 'utf8');

function found(text: string): string[] {
  return Object.entries(forms).flatMap(([name, form]) => {
    const hits = [...text.matchAll(new RegExp(form, 'g'))].map(([hit]) => hit);
    return hits.some((hit) => !recorded.includes(hit)) ? [name] : [];
  });
}

/** Every file as text, and what is inside archives. Compressed copies hold the same as the file beside them. */
function* texts(): Generator<[path: string, text: string]> {
  for (const [path, file] of filesIn(dist)) {
    if (/\.(br|woff2|png)$/.test(path)) continue;
    const bytes = readFileSync(file);
    if (path.endsWith('.zip'))
      for (const [name, inside] of Object.entries(unzipSync(bytes)))
        yield [`${path}: ${name}`, Buffer.from(inside).toString('latin1')];
    else yield [path, bytes.toString('latin1')];
  }
}

it('is in no page, script, data directory or archive', () => {
  const all = [...texts()];
  expect(all.length).toBeGreaterThan(300);
  expect(all.flatMap(([path, text]) => found(text).map((what) => `${path} holds ${what}`))).toEqual([]);
});

it('control: each form is seen', () => {
  const planted = [
    '-----BEGIN RSA PRIVATE KEY-----',
    `{"kty":"OKP","d":"${'a'.repeat(43)}"}`,
    `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(43)}`,
    `AKIA${'A'.repeat(16)}`,
    `sk-${'a'.repeat(24)}`,
    `ghp_${'a'.repeat(36)}`,
  ];
  expect(planted.flatMap(found)).toEqual(Object.keys(forms));
});
