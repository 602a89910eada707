import type { PartId } from '../parts.ts';
import type { StackView } from '../shape.ts';

export const securityLayers = {
  layout: 'stack',
  title: 'Defence-in-depth layers',
  figure: 'Fig. 3.1',
  page: 'security',
  caption:
    'Six layers, L1 outermost. Each checks for itself and hands on only what it let through; none trusts that the one before did its work.',
  parts: ['waf', 'api-gateway', 'auth-middleware', 'authorisation', 'input-validation', 'encrypted-store'],
  alias: {
    'api-gateway': { detail: 'Rate limiting · IP allowlisting · TLS only' },
    'auth-middleware': {
      name: 'Authentication',
      detail: 'JWT RS256 · Short-lived tokens · Refresh rotation',
    },
  },
  relations: [
    { from: 'waf', to: 'api-gateway', label: 'hands on screened calls' },
    { from: 'api-gateway', to: 'auth-middleware', label: 'hands on paced calls' },
    { from: 'auth-middleware', to: 'authorisation', label: 'hands on a known caller' },
    { from: 'authorisation', to: 'input-validation', label: 'hands on allowed actions' },
    { from: 'input-validation', to: 'encrypted-store', label: 'hands on parsed values' },
  ],
  steps: [
    {
      at: 'waf',
      text: 'L1 takes the noise: floods, known attack patterns, oversized requests. It does not catch everything, and nothing behind it assumes that it does.',
    },
    {
      at: 'api-gateway',
      along: 'waf>api-gateway',
      text: 'L2 sees traffic without the noise. It refuses what did not come through the front door over TLS, and slows down clients that ask too much.',
    },
    {
      at: 'auth-middleware',
      along: 'api-gateway>auth-middleware',
      text: 'L3 gets requests at a bearable pace and asks who is calling. Tokens are short-lived and signed; a refresh token works once.',
    },
    {
      at: 'authorisation',
      along: 'auth-middleware>authorisation',
      text: 'L4 gets a known caller and asks whether this person may do this to this record. Without a rule that says yes, the answer is no.',
    },
    {
      at: 'input-validation',
      along: 'authorisation>input-validation',
      text: 'L5 gets an allowed action and checks the values. Whatever the schema does not know is refused, and SQL sees values only as parameters.',
    },
    {
      at: 'encrypted-store',
      along: 'input-validation>encrypted-store',
      text: 'L6 stores parsed values, encrypted. Someone who steals a disk or a backup has bytes without the keys to read them.',
    },
  ],
} as const satisfies StackView<PartId>;
