// Ways to break a token, as attackers have. Each takes a good one and gives a bad one; nothing here has the private key.
import { decode, encode } from '#api/identity/base64url.ts';
import type { Part } from './demo.ts';

const utf8 = new TextEncoder();
const pack = (text: string): string => encode(utf8.encode(text));

/** The texts inside header and payload, and the signature as it stands. Text that is no UTF-8 shows its replacement signs. */
export interface Texts extends Readonly<Record<Part, string>> {}

export function textsOf(token: string): Texts {
  const [header = '', payload = '', ...rest] = token.split('.');
  return { header: unpack(header), payload: unpack(payload), signature: rest.join('.') };
}

function unpack(part: string): string {
  const bytes = decode(part);
  return bytes === null ? part : new TextDecoder().decode(bytes);
}

/** The token with one part written anew; the other two stay letter by letter. */
export function withPart(token: string, part: Part, text: string): string {
  const [header = '', payload = '', ...rest] = token.split('.');
  const signature = rest.join('.');
  if (part === 'header') return `${pack(text)}.${payload}.${signature}`;
  if (part === 'payload') return `${header}.${pack(text)}.${signature}`;
  return `${header}.${payload}.${text}`;
}

const change = (
  token: string,
  part: 'header' | 'payload',
  by: (members: Record<string, unknown>) => object,
): string => {
  try {
    return withPart(token, part, JSON.stringify(by(JSON.parse(textsOf(token)[part]))));
  } catch {
    return token;
  }
};

interface Edit {
  readonly title: string;
  readonly says: string;
  apply(token: string): string;
}

export const edits = {
  admin: {
    title: 'Make me an admin',
    says: 'The payload now says admin. The signature is over the old one.',
    apply: (token) => change(token, 'payload', (claims) => ({ ...claims, role: 'admin' })),
  },
  longer: {
    title: 'Live a year longer',
    says: 'exp is a year later. The signature breaks, and so does the longest life.',
    apply: (token) =>
      change(token, 'payload', (claims) => ({ ...claims, exp: Number(claims['exp']) + 31_536_000 })),
  },
  foreign: {
    title: 'Be for another service',
    says: 'aud names someone else.',
    apply: (token) => change(token, 'payload', (claims) => ({ ...claims, aud: 'https://elsewhere.example' })),
  },
  without: {
    title: 'Leave the session out',
    says: 'sid is missing. A lax verifier would not notice.',
    apply: (token) => change(token, 'payload', ({ sid: _, ...claims }) => claims),
  },
  none: {
    title: 'Say “alg: none”',
    says: 'The header says that no signature is needed. Nobody reads it.',
    apply: (token) => change(token, 'header', (header) => ({ ...header, alg: 'none' })),
  },
  confused: {
    title: 'Say “alg: HS256”',
    says: 'The public key is to be taken as a shared secret. One key has one algorithm.',
    apply: (token) => change(token, 'header', (header) => ({ ...header, alg: 'HS256' })),
  },
  bit: {
    title: 'Flip one bit of the signature',
    says: 'One bit of it is another.',
    apply: flipped,
  },
  cut: {
    title: 'Cut the signature off',
    says: 'Nothing stands behind the second dot.',
    apply: (token) => token.slice(0, token.lastIndexOf('.') + 1),
  },
  spaced: {
    title: 'Add a line break',
    says: 'Many decoders skip white space, so one token would have many spellings.',
    apply: (token) => `${token}\n`,
  },
} as const satisfies Readonly<Record<string, Edit>>;
export type EditId = keyof typeof edits;
export const editIds = Object.keys(edits) as EditId[];

function flipped(token: string): string {
  const at = token.lastIndexOf('.') + 1;
  const bytes = decode(token, at);
  if (bytes === null || bytes.length === 0) return token;
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
  return token.slice(0, at) + encode(bytes);
}
