// The sign-in form. The tokens go from the API into cookies; no script sees them.
import { signIn } from '../../api.ts';
import { cookiesOf } from '../../cookies.ts';
import { fromOurPages } from '../../same-site.ts';
import { see } from '../../see.ts';

export async function POST(request: Request): Promise<Response> {
  if (!fromOurPages(request.headers))
    return new Response('This form comes from another site.\n', { status: 403 });
  const form = await request.formData().catch(() => new FormData());
  const [email, password] = [form.get('email'), form.get('password')];
  if (typeof email !== 'string' || typeof password !== 'string') return see('/sign-in?fault=refused');
  const session = await signIn(email, password, { forwarded: request.headers.get('x-forwarded-for') });
  if (session.kind === 'ok') return see('/documents', cookiesOf(session.value, Date.now()));
  if (session.kind === 'unavailable') return see('/sign-in?fault=unavailable');
  return see(`/sign-in?fault=${session.status === 429 ? 'many' : 'refused'}`);
}
