// Before a page is made: its policy, and a session that is still good. A server component cannot set cookies, so an access token
// that has ended is renewed here.
import { type NextRequest, NextResponse } from 'next/server';
import { refresh } from './api.ts';
import { accessCookie, type Cookie, cookiesOf, noCookies, refreshCookie } from './cookies.ts';
import { policyWith, staticPolicy } from './policy.ts';

const policyHeader = 'content-security-policy';

export default async function proxy(request: NextRequest): Promise<NextResponse> {
  if (request.nextUrl.pathname === '/') {
    const answer = NextResponse.next();
    answer.headers.set(policyHeader, staticPolicy);
    return answer;
  }
  const policy = policyWith(Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64'));
  let set: readonly Cookie[] = [];
  if (request.nextUrl.pathname.startsWith('/documents') && !request.cookies.has(accessCookie)) {
    const old = request.cookies.get(refreshCookie)?.value;
    const renewed = old && (await refresh(old, { forwarded: request.headers.get('x-forwarded-for') }));
    if (!renewed || renewed.kind === 'refused') return leave(request, policy);
    // Unavailable: the page says so itself, and the cookie stays for the next try.
    if (renewed.kind === 'ok') set = cookiesOf(renewed.value, Date.now());
  }
  for (const { name, value } of set) request.cookies.set(name, value);
  const headers = new Headers(request.headers);
  // Next reads the nonce from here.
  headers.set(policyHeader, policy);
  const answer = NextResponse.next({ request: { headers } });
  return finish(answer, policy, set);
}

const leave = (request: NextRequest, policy: string): NextResponse =>
  finish(NextResponse.redirect(new URL('/sign-in', request.nextUrl), 303), policy, noCookies);

function finish(answer: NextResponse, policy: string, cookies: readonly Cookie[]): NextResponse {
  answer.headers.set(policyHeader, policy);
  answer.headers.set('cache-control', 'private, no-store');
  for (const cookie of cookies) answer.cookies.set(cookie);
  return answer;
}

export const config = { matcher: ['/((?!_next/|healthz|readyz).*)'] };
