// Reads what PGlite's own reader reads, whatever stands in a message.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seeded } from '../../../tests/soak.ts';
import { PgliteReader } from './pglite-reader.ts';

const encoder = new TextEncoder();

it('numbers, texts and bytes come out as they went in', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 40 }).map((one) => one.replaceAll(/[\0\ufeff]/g, '')),
  );
  fc.assert(
    fc.property(fc.array(text), fc.nat(20), (texts, before) => {
      const fields = texts.map((one) => encoder.encode(one));
      const length = fields.reduce((sum, field) => sum + 4 + 2 * field.length + 1, before + 3);
      const bytes = new Uint8Array(length);
      const view = new DataView(bytes.buffer);
      let at = before;
      for (const field of fields) {
        view.setInt32(at, field.length);
        bytes.set(field, at + 4);
        bytes.set(field, at + 4 + field.length);
        at += 5 + 2 * field.length;
      }
      view.setInt16(at, -2);
      bytes[at + 2] = 200;

      const reader = new PgliteReader();
      reader.setBuffer(before, bytes.buffer);
      const read = fields.map(() => [reader.string(reader.int32()), reader.cstring()]);
      expect(read).toEqual(texts.map((one) => [one, one]));
      expect([reader.int16(), reader.byte()]).toEqual([-2, 200]);
      reader.setBuffer(at, bytes.buffer);
      expect(reader.uint16()).toBe(65_534);
      expect(reader.bytes(1)).toEqual(Uint8Array.of(200));
    }),
    { numRuns: 300, ...seeded },
  );
});
