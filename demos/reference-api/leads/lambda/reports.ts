// What browsers report of the content security policy. A browser cannot sign its report, so this function stands apart from the
// others: it has no rights, its address takes only requests with the secret that the distribution adds, and it writes one line a
// violation without anything of the person: the page, the directive, and where the refused thing came from.
import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { answerHeaders } from '../../answer-headers.ts';
import type { Log } from '../../deps.ts';
import type { UrlAnswer, UrlEvent } from './endpoint.ts';

export interface ReportParts {
  readonly secret: () => Promise<string>;
  readonly log: Log;
}

const mostBytes = 16_384;
const mostReports = 20;
const text = z.string().max(4_096);

/** CSP Level 2 (`report-uri`) and the Reporting API (`report-to`). */
const old = z.object({
  'csp-report': z.object({
    'document-uri': text.default(''),
    'effective-directive': text.default(''),
    'violated-directive': text.default(''),
    'blocked-uri': text.default(''),
  }),
});
const today = z.object({
  type: z.literal('csp-violation'),
  body: z.object({
    documentURL: text.default(''),
    effectiveDirective: text.default(''),
    blockedURL: text.nullish(),
  }),
});

export const createReports =
  ({ secret, log }: ReportParts) =>
  async ({ headers, requestContext, body = '', isBase64Encoded }: UrlEvent): Promise<UrlAnswer> => {
    const answer = (statusCode: number): UrlAnswer => ({ statusCode, headers: answerHeaders, body: '' });
    if (!same(headers['x-origin-secret'] ?? '', await secret())) return answer(403);
    if (requestContext.http.method !== 'POST') return answer(405);
    const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
    if (bytes.length > mostBytes) return answer(413);
    const given = read(bytes);
    if (given === undefined) return answer(400);
    for (const one of (Array.isArray(given) ? given : [given]).slice(0, mostReports)) {
      const violation = violationOf(one);
      if (violation !== undefined) log.write('warn', 'csp-violation', violation);
    }
    return answer(204);
  };

function violationOf(given: unknown): Record<'page' | 'directive' | 'blocked', string> | undefined {
  const before = old.safeParse(given).data?.['csp-report'];
  if (before !== undefined)
    return {
      page: pathOf(before['document-uri']),
      directive: word(before['effective-directive'] || before['violated-directive']),
      blocked: originOf(before['blocked-uri']),
    };
  const now = today.safeParse(given).data?.body;
  if (now === undefined) return undefined;
  return {
    page: pathOf(now.documentURL),
    directive: word(now.effectiveDirective),
    blocked: originOf(now.blockedURL ?? ''),
  };
}

function read(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** No query and no fragment: they may say something about the reader. */
const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : '');
/** "inline", "eval", "trusted-types-sink", or an origin. */
const originOf = (url: string): string =>
  /^[a-z-]{0,32}$/.test(url) ? url : URL.canParse(url) ? new URL(url).origin : 'unreadable';
const word = (directive: string): string => /^[a-z-]{1,40}/.exec(directive)?.[0] ?? '';

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return b.length > 0 && a.length === b.length && timingSafeEqual(a, b);
}
