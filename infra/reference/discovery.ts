// The issuer's discovery document (OpenID Connect Discovery 1.0, section 3), as far as API Gateway's authoriser reads it: where the
// keys are. It is the same for as long as the domain is, so it is answered at the edge, whatever happens behind it.
import {
  Function as EdgeFunction,
  type FunctionAssociation,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** Plain script for CloudFront's runtime: no modules. */
export function discoveryCode(issuer: string): string {
  const body = JSON.stringify({
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['token'],
    subject_types_supported: ['public'],
  });
  return [
    'function handler() {',
    "  return { statusCode: 200, statusDescription: 'OK',",
    "    headers: { 'content-type': { value: 'application/json' }, 'cache-control': { value: 'public, max-age=300' } },",
    `    body: { encoding: 'text', data: ${JSON.stringify(body)} } };`,
    '}',
  ].join('\n');
}

export const discovery = (scope: Construct, issuer: string): FunctionAssociation => ({
  eventType: FunctionEventType.VIEWER_REQUEST,
  function: new EdgeFunction(scope, 'discovery', {
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(discoveryCode(issuer)),
  }),
});
