// The examples of RFC 7515 and RFC 8037 are right, and wrong as soon as anything about them is changed.
import { describe, expect, it } from 'vitest';
import { decode, encode } from '#api/identity/base64url.ts';
import { type Example, examples } from './examples.ts';
import { checkSignature, readPasted } from './pasted.ts';

async function verdict(token: string, key: unknown): Promise<string> {
  const pasted = readPasted(token, 0);
  return pasted.kind === 'token' ? (await checkSignature(pasted, JSON.stringify(key))).kind : pasted.kind;
}
const signed = examples.filter(({ name }) => !name.includes('unsigned'));
const pick = (name: string) => examples.find((one) => one.name.includes(name)) as Example;

/** One bit of one part is another; the text is still strict base64url. */
function flipped(token: string, part: number, at: number): string {
  const parts = token.split('.');
  const bytes = decode(parts[part] ?? '') ?? new Uint8Array(1);
  const index = at % bytes.length;
  bytes[index] = (bytes[index] as number) ^ (1 << (at % 8));
  parts[part] = encode(bytes);
  return parts.join('.');
}

describe.each(signed)('$name', ({ token, key }) => {
  it('is right', async () => {
    expect(await verdict(token, key)).toBe('right');
    expect(await verdict(`Bearer ${token}\n`, { keys: [key] })).toBe('right');
  });

  it('is refused with any bit changed', async () => {
    for (const part of [0, 1, 2])
      for (let at = 0; at < 16; at++)
        expect(await verdict(flipped(token, part, at * 5), key)).not.toBe('right');
  });

  it('is refused cut, padded, spaced, with a part too many, and with any other example’s key', async () => {
    const [head, body, signature] = token.split('.') as [string, string, string];
    for (const text of [
      `${head}.${body}.${signature.slice(0, -2)}`,
      `${token}=`,
      `${head}. ${body}.${signature}`,
      `${head}.${body}.${signature}.`,
      `${head}.${body}`,
      `${head}..${signature}`,
    ])
      expect(await verdict(text, key)).not.toBe('right');
    for (const other of signed)
      if (other.key !== key) expect(await verdict(token, other.key)).not.toBe('right');
  });
});

it('nothing unsigned is right, by whatever key', async () => {
  for (const { key } of examples) expect(await verdict(pick('unsigned').token, key)).toBe('wrong');
});

it('a public RSA key is no secret for HS256', async () => {
  const { key } = pick('RS256');
  const secret = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(JSON.stringify(key)),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const text = `${encode(new TextEncoder().encode('{"alg":"HS256"}'))}.${encode(new TextEncoder().encode('{"sub":"me"}'))}`;
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', secret, new TextEncoder().encode(text)));
  expect(await verdict(`${text}.${encode(mac)}`, key)).toBe('wrong');
});

it('the JSON forms of appendix A.6 and A.7 are named and not taken', () => {
  const json = JSON.stringify({ payload: 'eyJ', signatures: [{ protected: 'eyJ', signature: 'x' }] });
  expect(readPasted(json, 0)).toMatchObject({ kind: 'refused', why: expect.stringContaining('JSON form') });
});

it('a header that must be understood is not', async () => {
  const { key } = pick('EdDSA');
  const head = encode(new TextEncoder().encode('{"alg":"EdDSA","crit":["x"],"x":1}'));
  expect(await verdict(`${head}.e30.AA`, key)).toBe('wrong');
});
