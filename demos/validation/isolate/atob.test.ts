import { describe, expect, it } from 'vitest';
import { atob } from './atob.ts';

const own = globalThis.atob;
const tried = (decode: (text: string) => string, text: string): string => {
  try {
    return decode(text);
  } catch {
    return 'refused';
  }
};

describe('atob of the isolated engine', () => {
  it('gives what the platform’s gives, for texts that are base64 and texts that are not', () => {
    const odd = [
      '',
      '=',
      '==',
      'A',
      'AA',
      'AAA',
      'AA=',
      'AA==',
      'AAA=',
      'AAAA=',
      'A=A=',
      'A A A A',
      '-_-_',
      'é',
      'AAAA====',
      '\tQQ==',
    ];
    const all = Array.from({ length: 256 }, (_, at) =>
      btoa(String.fromCharCode(at, 255 - at, at).slice(at % 3)),
    );
    for (const text of [...odd, ...all]) expect([text, tried(atob, text)]).toEqual([text, tried(own, text)]);
  });
});
