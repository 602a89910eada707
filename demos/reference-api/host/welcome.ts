import { examplePassword, users } from '../storage/examples.ts';

/** What `npm run api` prints once it listens: two commands that can be pasted as they are. */
export function welcome(host: string, port: number): string {
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const body = JSON.stringify({ email: users.carl.email, password: examplePassword });
  return `
The reference API listens on ${base}, with an example organisation in it.

  Sign in, and keep the token:
    TOKEN=$(curl -s ${base}/v1/sessions -H 'content-type: application/json' -d '${body}' | node -pe 'JSON.parse(require("fs").readFileSync(0)).accessToken')

  Read documents:
    curl -s ${base}/v1/documents -H "authorization: Bearer $TOKEN"

  Its contract: ${base}/openapi.json
  Other people: ${Object.values(users)
    .filter(({ status }) => status === 'active')
    .map(({ email, role }) => `${email} (${role})`)
    .join(', ')}; everyone's password: ${examplePassword}

`;
}
