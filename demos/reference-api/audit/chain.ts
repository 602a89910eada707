// The form that is hashed (audit/README.md is its specification; the database and a Python verifier build the same bytes).
//
//   leaf = SHA-256("lavbytes-audit-1" ‖ seq (8) ‖ at (8) ‖ organisation (16, zeros for none) ‖ body)
//   hash = SHA-256("lavbytes-link-01" ‖ hash before (32) ‖ leaf (32))
//
// Two steps, so that an entry can be withheld from a reader who still checks the whole chain: the leaf tells nothing.

export type Bytes = Uint8Array<ArrayBuffer>;

/** SHA-256 (FIPS 180-4). A host with a synchronous one may bring it: it is ten times cheaper on short texts. */
export type Sha256 = (bytes: Bytes) => Bytes | Promise<Bytes>;

export const webSha256: Sha256 = async (bytes) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** Where a chain stands: how many entries, and the hash of the last. */
export interface Head {
  readonly seq: number;
  readonly hash: Uint8Array;
}

export interface Fields {
  /** 1, 2, 3 … */
  readonly seq: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** UUID, lower case, or null. */
  readonly organisation: string | null;
  /** The stored bytes, whatever they are. */
  readonly body: Uint8Array;
}

/** The head of a chain without entries. */
export const genesis: Head = { seq: 0, hash: new Uint8Array(32) };

const ascii = (text: string): Bytes => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const leafLabel = ascii('lavbytes-audit-1');
const linkLabel = ascii('lavbytes-link-01');
/** An organisation's id: UUID in lower case. */
export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The bytes whose SHA-256 is the leaf. @throws RangeError when a field has no such form. */
export function leafBytes({ seq, at, organisation, body }: Fields): Bytes {
  if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(at)) throw new RangeError('seq and at are whole');
  const bytes = new Uint8Array(48 + body.length);
  const view = new DataView(bytes.buffer);
  bytes.set(leafLabel);
  view.setBigInt64(16, BigInt(seq));
  view.setBigInt64(24, BigInt(at));
  if (organisation !== null) writeUuid(bytes, 32, organisation);
  bytes.set(body, 48);
  return bytes;
}

/** The bytes whose SHA-256 is the entry's hash. */
export function linkBytes(before: Uint8Array, leaf: Uint8Array): Bytes {
  const bytes = new Uint8Array(80);
  bytes.set(linkLabel);
  bytes.set(before, 16);
  bytes.set(leaf, 48);
  return bytes;
}

/** The head after one more leaf. */
export async function follow(head: Head, leaf: Uint8Array, sha256: Sha256 = webSha256): Promise<Head> {
  return { seq: head.seq + 1, hash: await sha256(linkBytes(head.hash, leaf)) };
}

/** Whether `later` follows from `earlier` by these leaves, in order: the consistency of two heads, without any entry. */
export async function consistent(
  earlier: Head,
  later: Head,
  leaves: readonly Uint8Array[],
  sha256: Sha256 = webSha256,
): Promise<boolean> {
  let head = earlier;
  for (const leaf of leaves) head = await follow(head, leaf, sha256);
  return sameHead(head, later);
}

export const sameHead = (a: Head, b: Head): boolean => a.seq === b.seq && sameBytes(a.hash, b.hash);

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function writeUuid(bytes: Uint8Array, at: number, text: string): void {
  if (!uuid.test(text)) throw new RangeError('an organisation is a UUID');
  const hex = text.replaceAll('-', '');
  for (let i = 0; i < 16; i++) bytes[at + i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
}
