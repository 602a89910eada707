import { expect, test } from 'vitest';
import { neighbours, relationsOf, shownAs, spoken, viewNamed } from './figure.ts';

test('an unknown diagram is an error that names the nearest', () => {
  expect(viewNamed('ai-pipeline')).toBe('ai-pipeline');
  expect(() => viewNamed('request-livecycle')).toThrow('Did you mean "request-lifecycle"?');
});

test('a part is spoken with the name this view gives it, and with where it leads', () => {
  const words = spoken('aws-topology', shownAs('aws-topology', 'cdn'));
  expect(words).toBe(
    'AWS CloudFront. CDN · Edge caching · TLS termination. Leads to S3 Bucket, API Gateway.',
  );
});

test('a neighbour is told once, with all that passes between the two', () => {
  const [browser, ...rest] = neighbours('token-rotation', 'auth-middleware', 'before');
  const sent = relationsOf('token-rotation').filter(
    ({ from, to }) => from === 'browser' && to === 'auth-middleware',
  );
  expect(browser?.labels).toEqual(sent.map(({ label }) => label));
  expect(rest.map(({ other }) => other.id)).not.toContain('browser');
});
