// PGlite's reader of PostgreSQL's messages, written for speed: the bundle for browsers puts it in the place of PGlite's own
// (build/bundles.ts). That one keeps its state in WeakMaps and makes a copy and a call of TextDecoder for each field, and a list of
// documents has some three hundred. Here a field of ASCII becomes a string eight characters at a time.

const decoder = new TextDecoder();
const { fromCharCode } = String;
const nothing = new ArrayBuffer(0);

export class PgliteReader {
  #buffer = nothing;
  #bytes = new Uint8Array(nothing);
  #view = new DataView(nothing);
  #at: number;

  constructor(at = 0) {
    this.#at = at;
  }

  /** Reads on from there; called for each message. */
  setBuffer(at: number, buffer: ArrayBuffer): void {
    this.#at = at;
    if (buffer === this.#buffer) return;
    this.#buffer = buffer;
    this.#bytes = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
  }

  int16(): number {
    this.#at += 2;
    return this.#view.getInt16(this.#at - 2);
  }

  uint16(): number {
    this.#at += 2;
    return this.#view.getUint16(this.#at - 2);
  }

  byte(): number {
    this.#at += 1;
    return this.#view.getUint8(this.#at - 1);
  }

  int32(): number {
    this.#at += 4;
    return this.#view.getInt32(this.#at - 4);
  }

  string(length: number): string {
    const from = this.#at;
    this.#at += length;
    return asciiOf(this.#bytes, from, this.#at) ?? decoder.decode(this.#bytes.subarray(from, this.#at));
  }

  cstring(): string {
    const length = this.#bytes.indexOf(0, this.#at) - this.#at;
    const text = this.string(length);
    this.#at += 1;
    return text;
  }

  bytes(length: number): Uint8Array {
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }
}

/** Beyond this a decoder is quicker. Bytes. */
const short = 128;

/** @returns null for a long text, and for one that is not all ASCII */
function asciiOf(bytes: Uint8Array, from: number, to: number): string | null {
  if (to - from > short || to > bytes.length) return null;
  let text = '';
  let at = from;
  for (; at + 8 <= to; at += 8) {
    const a = bytes[at] as number;
    const b = bytes[at + 1] as number;
    const c = bytes[at + 2] as number;
    const d = bytes[at + 3] as number;
    const e = bytes[at + 4] as number;
    const f = bytes[at + 5] as number;
    const g = bytes[at + 6] as number;
    const h = bytes[at + 7] as number;
    if ((a | b | c | d | e | f | g | h) > 127) return null;
    text += fromCharCode(a, b, c, d, e, f, g, h);
  }
  for (; at < to; at += 1) {
    const a = bytes[at] as number;
    if (a > 127) return null;
    text += fromCharCode(a);
  }
  return text;
}
