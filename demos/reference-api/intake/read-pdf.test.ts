// Real PDFs through the real reader and the way of a file: text that is read, a damaged one, one that needs a password.
import { describe, expect, it } from 'vitest';
import { Problem } from '../problem.ts';
import { messagesOf } from './read-input.ts';
import { readPdf } from './read-pdf.ts';
import { encryptedPdfOf, pdfOf } from './test-pdf.ts';

const through = (bytes: Uint8Array) =>
  messagesOf(
    { file: { name: 'letter.pdf', type: 'application/pdf', base64: Buffer.from(bytes).toString('base64') } },
    readPdf,
  );
const detailOf = async (bytes: Uint8Array): Promise<string | undefined> => {
  const error = await through(bytes).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Problem);
  expect((error as Problem).code).toBe('invalid-input');
  return (error as Problem).extra.errors?.[0]?.detail;
};
const lines = ['Please cancel order LB-48213 (the blue one).', 'I paid EUR 124.50 on 2026-08-14. Zoë'];

describe('a PDF', () => {
  it('is read as its text, and kept as it came', async () => {
    const bytes = pdfOf(...lines);
    const [message] = await through(bytes);
    expect(message?.text.split(/\s*\n\s*|(?<=\.) (?=I paid)/)).toEqual(lines);
    expect(message?.original).toEqual(bytes);
  });

  it('that is damaged is refused with its place', async () => {
    const bytes = pdfOf(...lines);
    // Cut before its page, and nothing but a beginning; a lost pointer to the table alone is mended by the reader.
    expect(await detailOf(bytes.subarray(0, 60))).toBe('is no PDF that can be read');
    expect(await detailOf(new TextEncoder().encode('%PDF-1.7'))).toBe('is no PDF that can be read');
    const [mended] = await through(bytes.subarray(0, bytes.length - 20));
    expect(mended?.text).toContain('LB-48213');
  });

  it('without text, such as a scan, is refused and not taken as an empty message', async () => {
    expect(await detailOf(pdfOf())).toBe('has no text in it');
  });

  it('that needs a password is refused; control: with the empty password its text is there', async () => {
    expect(await detailOf(encryptedPdfOf('open sesame', ...lines))).toBe('is no PDF that can be read');
    const [open] = await through(encryptedPdfOf('', ...lines));
    expect(open?.text).toContain('LB-48213');
  });
});
