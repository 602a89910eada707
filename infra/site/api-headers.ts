/**
 * What the service says of itself on every answer, for answers under /api/ that it did not give: those of the Lambda service when
 * the function cannot run. Its own stand. The service's list is demos/reference-api/answer-headers.ts; a test holds them together.
 */
export const apiHeaders = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

/** What the lead endpoint reads of a request. Not Host: a function URL is signed for under its own name. */
export const apiRequestHeaders = [
  'Content-Type',
  'Idempotency-Key',
  'Origin',
  'Sec-Fetch-Site',
  'X-Amz-Content-Sha256',
  'CloudFront-Viewer-Address',
] as const;
