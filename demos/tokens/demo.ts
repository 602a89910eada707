// The token workshop: who, with which algorithm, and the words for parts, claims and checks. Data only.
import type { Claims, Expected } from '#api/identity/claims.ts';
import { identitySettings } from '#api/identity/settings.ts';
import type { SeedUserName } from '#api/storage/examples.ts';

export const about = {
  id: 'tokens',
  figure: 'Demo 3.A',
  title: 'Issue a token, break it, rotate it',
  text: 'Issue an access token with the service’s own code, change any part and see which check refuses it, move the clock, rotate the keys, decode a token of yours in this tab, replay a refresh token, refresh from two tabs at once, and compare four ways of rotating over 1,000 sessions.',
} as const;

const settings = identitySettings();

/** Issuer and audience of this page's tokens: no service anywhere takes them. Lifetimes are the service's. */
export const expected: Expected = {
  issuer: 'https://this-tab.reference-api.example',
  audience: 'https://this-tab.reference-api.example',
  accessSeconds: settings.accessSeconds,
  leewaySeconds: settings.leewaySeconds,
};
export const { graceSeconds, jwksSeconds, keySeconds } = settings;

export const people = [
  'vera',
  'carl',
  'cleo',
  'rita',
  'ada',
  'abel',
] as const satisfies readonly SeedUserName[];
export type PersonId = (typeof people)[number];

/** The service signs with the first three; ES256 stands beside them for comparison. */
export const algs = ['RS256', 'PS256', 'EdDSA', 'ES256'] as const;
export type AlgId = (typeof algs)[number];

export const algWords: Readonly<Record<AlgId, string>> = {
  RS256: 'RSA-3072, PKCS #1 v1.5. What the service uses; ASVS 5.0 would rather not.',
  PS256: 'RSA-3072, PSS. The service can be set to it.',
  EdDSA: 'Ed25519. The service can be set to it.',
  ES256:
    'ECDSA P-256. The service does not have it: the jose library signs, and the service’s verifier refuses.',
};

export const partWords = {
  header: [
    'Header',
    'Which key signed, and how. The service compares it with the headers of its live keys, letter by letter, and never reads it.',
  ],
  payload: ['Payload', 'What is claimed. Anyone can read it: it is encoded, not encrypted.'],
  signature: [
    'Signature',
    'Over the two parts before it. Whoever changes a letter of them cannot make a new one without the private key.',
  ],
} as const;
export type Part = keyof typeof partWords;

export const headerWords: Readonly<Record<string, string>> = {
  alg: 'Signature algorithm. The key decides, not the token: one key has one.',
  kid: 'Which key: the SHA-256 thumbprint of its public half (RFC 7638).',
  typ: 'An access token (RFC 9068), so no other kind of JWT is taken for one.',
};

export const claimWords: Readonly<Record<keyof Claims, string>> = {
  iss: 'Who issued it.',
  aud: 'Whom it is meant for. A service takes only its own.',
  sub: 'Whom it is about: the account.',
  exp: 'Good until then, and 5 s more for clocks that differ.',
  nbf: 'Not good before then.',
  iat: 'When it was made.',
  jti: 'Its own number: no two tokens share one.',
  org: 'The organisation. Row security asks for it on every read.',
  role: 'What the holder may do, in coarse steps.',
  department: 'An attribute that the policy asks for.',
  sid: 'The session, which is the family of refresh tokens. When it ends, this token is worthless within a second.',
  epoch: 'The account’s state when the token was made. Role, department or password changed since: refused.',
};
/** Claims that are moments. */
export const moments: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat']);

/** For a token that is not ours. */
export const foreignWords: Readonly<Record<string, string>> = {
  alg: 'The algorithm, as the token’s maker says. A verifier decides by its key, not by this.',
  kid: 'Which of the issuer’s keys.',
  typ: 'What kind of token.',
  iss: 'Who says that they issued it.',
  aud: 'Whom it is meant for. Anyone else has to refuse it.',
  sub: 'Whom it is about.',
  exp: 'Not good after that.',
  nbf: 'Not good before that.',
  iat: 'When it says that it was made.',
  jti: 'Its own number.',
  azp: 'The client that asked for it.',
  scope: 'What the client may ask for.',
  sid: 'The session.',
  nonce: 'Ties it to one sign-in.',
};
export const foreignParts: Readonly<Record<Part, string>> = {
  header: 'How it was signed, as its maker says: a hint, never an instruction.',
  payload: 'What is claimed. Anyone can read it, as you do now.',
  signature: 'What only the holder of the private key can make over the two parts before it.',
};

/** The clock, in seconds from the token's making. */
export const clockFrom = -120;
export const clockTo = 1_200;
