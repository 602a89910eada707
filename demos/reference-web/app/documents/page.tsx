// A server component: the list is fetched on the server, with the reader's token, and arrives as HTML.
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { listDocuments, readMe } from '../../api.ts';
import { accessCookie } from '../../cookies.ts';

export default async function Documents() {
  const caller = {
    token: (await cookies()).get(accessCookie)?.value,
    forwarded: (await headers()).get('x-forwarded-for'),
  };
  const [me, list] = await Promise.all([readMe(caller), listDocuments(caller)]);
  // Ended elsewhere meanwhile. Signing in writes both cookies anew.
  if (list.kind === 'refused' && list.status === 401) redirect('/sign-in');
  return (
    <>
      <h1>Documents</h1>
      {me.kind === 'ok' && (
        <form method="post" action="/session/end">
          <p>
            {me.value.name}, {me.value.role}
          </p>
          <button type="submit">Sign out</button>
        </form>
      )}
      {list.kind === 'unavailable' && (
        <p role="alert">The documents cannot be fetched at the moment. Load the page again shortly.</p>
      )}
      {list.kind === 'refused' && <p role="alert">{list.title}</p>}
      {list.kind === 'ok' && (
        <ul>
          {list.value.documents.map(({ id, title, department, classification, locked }) => (
            <li key={id}>
              {title}
              <small>
                {department} · {classification}
                {locked && ' · locked'}
              </small>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
