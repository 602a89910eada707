// The Content-Security-Policy. A page that is made for one reader gets a nonce; a page that is made once for everybody cannot have
// one, and runs no script at all: it is text and links.
const directives = (script: string): string =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export const staticPolicy = directives("'none'");
export const policyWith = (nonce: string): string => directives(`'self' 'nonce-${nonce}' 'strict-dynamic'`);
