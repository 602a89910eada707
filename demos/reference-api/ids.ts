import type { Clock, Ids } from './deps.ts';

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Random numbers are asked for in blocks: one call to the system's source serves many requests. No byte is given out twice. */
export function systemIds(clock: Clock): Ids {
  let pool = new Uint8Array(4096);
  let at = pool.length;

  function bytes(n: number): Uint8Array {
    if (n > 1024) return crypto.getRandomValues(new Uint8Array(n));
    if (at + n > pool.length) {
      pool = crypto.getRandomValues(new Uint8Array(4096));
      at = 0;
    }
    const taken = pool.slice(at, at + n);
    pool.fill(0, at, at + n);
    at += n;
    return taken;
  }

  return {
    bytes,
    /** RFC 9562, section 5.7. */
    uuid() {
      const b = bytes(16);
      let now = clock.now();
      for (let i = 5; i >= 0; i--) {
        b[i] = now % 256;
        now = Math.floor(now / 256);
      }
      b[6] = 0x70 | ((b[6] as number) & 0x0f);
      b[8] = 0x80 | ((b[8] as number) & 0x3f);
      let text = '';
      for (let i = 0; i < 16; i++) {
        if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
        text += digits[b[i] as number];
      }
      return text;
    },
  };
}

export const systemClock: Clock = { now: Date.now };
