// How a connection finds the database and signs in. A password that changes while the service runs cannot stand in the address: the
// driver would take the address's word over anything else, so the address is then taken apart.
import type pg from 'pg';

/** Asked for each new connection. */
export type Password = () => Promise<string>;

export function pgAddress(url: string, password?: Password): pg.ClientConfig {
  if (password === undefined) return { connectionString: url };
  const { hostname, port, username, pathname } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
    password,
  };
}
