const faults: Readonly<Record<string, string>> = {
  refused: 'Address or password is wrong. Try again.',
  many: 'Too many tries. Wait a minute, then try again.',
  unavailable: 'Signing in does not work at the moment. Try again shortly; nothing that you typed was kept.',
};

export default async function SignIn({
  searchParams,
}: {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const { fault } = await searchParams;
  const said = typeof fault === 'string' ? faults[fault] : undefined;
  return (
    <>
      <h1>Sign in</h1>
      {said && <p role="alert">{said}</p>}
      <form method="post" action="/session">
        <label>
          E-mail address
          <input name="email" type="email" autoComplete="username" required />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <button type="submit">Sign in</button>
      </form>
    </>
  );
}
