import { type Chapter, deviates, documented, outside, partly, shown } from './row.ts';

export const v11: Chapter = {
  title: 'ASVS V11, cryptography',
  rows: [
    partly(
      'V11.1.1',
      'How keys are made, kept, changed and ended is written down and done.',
      'README.md, “Keys”, has it in one table; it is not mapped to NIST SP 800-57 point by point.',
      ['identity/signing-keys.services.test.ts', 'AUTHN-19: publish, wait, sign, retire'],
      ['vault/vault.services.test.ts', '10,000 rows, 500 data keys: killed halfway and resumed'],
    ),
    documented('V11.1.2', 'There is a list of keys and algorithms, and what each is for.', [
      'README.md',
      'Keys',
    ]),
    partly(
      'V11.2.1',
      'Cryptography comes from implementations that were examined.',
      'Web Crypto and node:crypto on OpenSSL, and hash-wasm’s argon2id in a browser; which of them is validated depends on the build of Node.',
      ['vault/envelope.test.ts', 'DATA-03, %s > $source'],
      ['identity/rules.test.ts', 'are argon2id PHC strings that both adapters read'],
    ),
    partly(
      'V11.2.2',
      'Algorithms and keys can be replaced.',
      'A change of signature algorithm while tokens of the former are alive is possible by design and not shown by a test.',
      ['identity/signing-keys.services.test.ts', 'AUTHN-19: publish, wait, sign, retire'],
      ['vault/vault.services.test.ts', '10,000 rows, 500 data keys: killed halfway and resumed'],
    ),
    shown(
      'V11.2.3',
      'Everything has 128 bits of strength; RSA 3,072 bits.',
      ['identity/signing-keys.services.test.ts', 'AUTHN-18: twenty at once make one key of 3,072 bits'],
      ['vault/envelope.test.ts', 'refuses every other size of key, IV and tag'],
    ),
    deviates(
      'V11.3.1',
      'No ECB, and no PKCS #1 v1.5.',
      'Access tokens are signed with RS256, which is PKCS #1 v1.5, because the documents that this service demonstrates promise RS256; nothing is encrypted that way, and PS256 or EdDSA is one setting away.',
    ),
    shown(
      'V11.3.2',
      'Approved ciphers only: AES-256-GCM.',
      ['vault/envelope.test.ts', 'DATA-03, %s > $source'],
      ['coverage/source.test.ts', 'names no cipher and no hash but the approved ones'],
    ),
    shown(
      'V11.3.3',
      'Encrypted data cannot be changed unseen.',
      ['vault/envelope.test.ts', 'every bit of key version, IV, ciphertext and tag'],
      ['vault/vault.services.test.ts', 'to another row or another tenant: refused'],
      ['vault/tenants.services.test.ts', 'neither a document’s text nor a person’s name'],
    ),
    shown('V11.4.1', 'Approved hashes only.', [
      'coverage/source.test.ts',
      'names no cipher and no hash but the approved ones',
    ]),
    shown(
      'V11.4.2',
      'Passwords are kept under a slow hash of today’s cost.',
      ['identity/rules.test.ts', 'cost 19 MiB and two passes unless a test says less'],
      ['identity/refresh.services.test.ts', 'AUTHN-22: no refresh token and no password'],
    ),
    shown(
      'V11.4.3',
      'Hashes that vouch for data have 256 bits.',
      ['audit/chain.test.ts', 'is what README.md says, byte for byte'],
      ['coverage/source.test.ts', 'names no cipher and no hash but the approved ones'],
    ),
    ...outside('no key is made from a password.', { 'V11.4.4': 'Keys from passwords are stretched.' }),
    shown(
      'V11.5.1',
      'What must not be guessed comes from a cryptographic source.',
      ['coverage/source.test.ts', 'takes no random number but from a cryptographic source'],
      ['vault/vault.services.test.ts', 'no (key, IV) comes twice'],
    ),
    partly(
      'V11.6.1',
      'Keys and signatures are made by approved algorithms.',
      'RSASSA-PKCS1-v1_5 is approved by NIST and by the IETF and disallowed by ASVS 5.0; see V11.3.1.',
      ['identity/signing-keys.services.test.ts', 'AUTHN-18: twenty at once make one key of 3,072 bits'],
    ),
  ],
};
