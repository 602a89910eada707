// Signing out: the session ends in the API, then the cookies go. If the API cannot be reached they go all the same.
import { cookies } from 'next/headers';
import { signOut } from '../../../api.ts';
import { accessCookie, noCookies } from '../../../cookies.ts';
import { fromOurPages } from '../../../same-site.ts';
import { see } from '../../../see.ts';

export async function POST(request: Request): Promise<Response> {
  if (!fromOurPages(request.headers))
    return new Response('This form comes from another site.\n', { status: 403 });
  const token = (await cookies()).get(accessCookie)?.value;
  if (token) await signOut({ token, forwarded: request.headers.get('x-forwarded-for') });
  return see('/', noCookies);
}
