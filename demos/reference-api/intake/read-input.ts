// A raw input becomes one or more messages. The bytes as they came are kept and hashed; what is processed is their text.
import { type InputIssue, Problem } from '../problem.ts';
import type { Raw } from './contract.ts';
import { fromBase64 } from './model/base64.ts';
import { csvRows } from './read-csv.ts';

export interface Message {
  readonly source: NonNullable<Raw['file']>['type'] | 'text' | 'json';
  /** What is hashed and kept. */
  readonly original: Uint8Array;
  readonly text: string;
}

/** Text of a PDF; only where the host brings a reader (read-pdf.ts): a tab does not. @throws when it is none */
export type ReadPdf = (bytes: Uint8Array) => Promise<string>;

const encoder = new TextEncoder();
const longest = 20_000;

/** @throws Problem 'invalid-input' with the place, down to the line of a table; 'media-type' for a PDF where none is read. */
export async function messagesOf(raw: Raw, readPdf: ReadPdf | undefined): Promise<Message[]> {
  if (raw.text !== undefined) return [{ source: 'text', original: encoder.encode(raw.text), text: raw.text }];
  if (raw.json !== undefined) {
    const all = Array.isArray(raw.json) ? raw.json : [raw.json];
    return all.map((one) => ({
      source: 'json' as const,
      original: encoder.encode(JSON.stringify(one)),
      text: one.text,
    }));
  }
  const { type, base64 } = raw.file as NonNullable<Raw['file']>;
  const original = fromBase64(base64);
  switch (type) {
    case 'text/plain':
      return [message(type, original, decoded(original))];
    case 'application/json':
      return fromJson(decoded(original));
    case 'text/csv':
      return csvRows(decoded(original)).map(({ text, row }) => message(type, encoder.encode(row), text));
    case 'message/rfc822':
      return [message(type, original, await mailText(original))];
    case 'application/pdf': {
      if (readPdf === undefined) throw new Problem('media-type', { layer: 'L5', rule: 'intake.pdf' });
      const text = await readPdf(original).catch(() => {
        throw refused('/file/base64', 'is no PDF that can be read');
      });
      return [message(type, original, text)];
    }
  }
}

export const refused = (pointer: string, detail: string): Problem =>
  new Problem('invalid-input', {
    layer: 'L5',
    rule: 'intake.file',
    errors: [{ pointer, detail } satisfies InputIssue],
  });

function message(source: Message['source'], original: Uint8Array, text: string): Message {
  const trimmed = text.trim();
  if (trimmed === '') throw refused('/file/base64', 'has no text in it');
  if (trimmed.length > longest) throw refused('/file/base64', `has more than ${longest} characters of text`);
  if (trimmed.includes('\0')) throw refused('/file/base64', 'has characters that are not text');
  return { source, original, text: trimmed };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused('/file/base64', 'is not text in UTF-8');
  }
}

function fromJson(source: string): Message[] {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    throw refused('/file/base64', 'is not JSON');
  }
  const all: unknown[] = Array.isArray(json) ? json : [json];
  if (all.length === 0 || all.length > 100) throw refused('/file/base64', 'has 1 to 100 messages');
  return all.map((one, i) => {
    const text = typeof one === 'object' && one !== null && 'text' in one ? one.text : undefined;
    if (typeof text !== 'string') throw refused(`/file/base64/${i}/text`, 'is a text');
    return message('application/json', encoder.encode(JSON.stringify(one)), text);
  });
}

/** Subject and text of a mail; of HTML its text. Loaded only when a mail comes. */
async function mailText(bytes: Uint8Array): Promise<string> {
  const { default: PostalMime } = await import('postal-mime');
  const mail = await PostalMime.parse(bytes).catch(() => {
    throw refused('/file/base64', 'is no mail that can be read');
  });
  const body = mail.text ?? (mail.html ?? '').replaceAll(/<[^>]*>/g, ' ');
  return [mail.subject, body].filter(Boolean).join('\n');
}
