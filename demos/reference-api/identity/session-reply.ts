import type { Reply } from '../route.ts';
import type { Inside } from './services.ts';
import type { Opened } from './sign-in.ts';

/** What a client gets when a session starts or goes on. */
export async function sessionReply(inside: Inside, status: 200 | 201, opened: Opened): Promise<Reply> {
  const { principal, epoch, refreshToken, absoluteExpiry } = opened;
  const accessToken = await inside.accessToken(principal, epoch);
  const sessionExpiresAt = new Date(absoluteExpiry).toISOString();
  const { accessSeconds: expiresIn } = inside.settings;
  const body = {
    accessToken,
    tokenType: 'Bearer',
    expiresIn,
    refreshToken,
    session: principal.family,
    sessionExpiresAt,
  };
  return { status, body };
}
