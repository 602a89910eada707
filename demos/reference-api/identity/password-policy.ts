// Which passwords are taken (NIST SP 800-63B-4, ASVS 5.0 V6.2): at least 15 characters, at most 256, anything in them, and
// not one that everybody tries: a common password, or two of them put together, whatever the case.
import { packedPasswords } from './common-passwords.ts';

export const shortest = 15;
export const longest = 256;

export type PasswordFault = 'too-short' | 'too-long' | 'common';

let unpacked: Promise<ReadonlySet<string>> | null = null;

/** Lower case, about 3,300. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  unpacked ??= unpack();
  return unpacked;
}

async function unpack(): Promise<ReadonlySet<string>> {
  const bytes = Uint8Array.from(atob(packedPasswords), (c) => c.charCodeAt(0));
  const text = await new Response(
    new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')),
  ).text();
  return new Set(text.split('\n'));
}

/** Length is counted in characters (code points). @returns null when the password may be used. */
export async function passwordFault(password: string): Promise<PasswordFault | null> {
  const length = [...password].length;
  if (length > longest) return 'too-long';
  const common = await commonPasswords();
  const plain = password.toLowerCase();
  if (common.has(plain)) return 'common';
  for (let cut = 1; cut < plain.length; cut++)
    if (common.has(plain.slice(0, cut)) && common.has(plain.slice(cut))) return 'common';
  return length < shortest ? 'too-short' : null;
}
