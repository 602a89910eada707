// The text of a PDF, by unpdf (PDF.js without its viewer), which is large and loaded only when one comes. Servers and pages
// bring this; the tab's worker does not.
import type { ReadPdf } from './read-input.ts';

export const readPdf: ReadPdf = async (bytes) => {
  const { extractText, getDocumentProxy } = await import('unpdf');
  const { text } = await extractText(await getDocumentProxy(bytes.slice()), { mergePages: true });
  return text;
};
