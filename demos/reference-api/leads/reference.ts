const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number to say on the telephone: "LB-7K3F-9Q2D", Crockford's base 32 (no I, L, O, U) over 40 random bits. */
export function referenceOf(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes.subarray(0, 5)) bits = (bits << 8n) | BigInt(byte);
  const signs = Array.from(
    { length: 8 },
    (_, index) => letters[Number((bits >> BigInt(35 - 5 * index)) & 31n)],
  ).join('');
  return `LB-${signs.slice(0, 4)}-${signs.slice(4)}`;
}
