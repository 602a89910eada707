// One response headers policy of CloudFront for each set of headers that the behaviours need.
import { Duration } from 'aws-cdk-lib';
import {
  type HeadersReferrerPolicy,
  type ResponseCustomHeader,
  ResponseHeadersPolicy,
  type ResponseHeadersPolicyProps,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { alike } from './behaviours.ts';

type Headers = Readonly<Record<string, string>>;

/** CloudFront's quotas (service quotas, 2026-11): characters of a CSP, custom headers of a policy, policies of an account. */
export const quotas = { policyCharacters: 1_783, customHeaders: 10, policies: 20 } as const;

export class HeaderPolicies extends Construct {
  readonly #made: { headers: Headers; policy: ResponseHeadersPolicy }[] = [];

  /** The policy that adds these headers, made at its first use. @param name of the resource, in words */
  for(headers: Headers, name: string, override: boolean): ResponseHeadersPolicy {
    const known = this.#made.find((one) => alike(one.headers, headers));
    if (known !== undefined) return known.policy;
    const policy = new ResponseHeadersPolicy(this, name, policyOf(headers, override));
    this.#made.push({ headers, policy });
    if (this.#made.length > quotas.policies)
      throw new Error(`the site needs more than ${quotas.policies} header policies`);
    return policy;
  }
}

/**
 * CloudFront keeps the headers it calls security headers apart and takes them by their parts.
 * @param override false where the origin may know better
 */
export function policyOf(headers: Headers, override: boolean): ResponseHeadersPolicyProps {
  const security: {
    -readonly [K in keyof ResponseSecurityHeadersBehavior]: ResponseSecurityHeadersBehavior[K];
  } = {};
  const custom: ResponseCustomHeader[] = [];
  for (const [header, value] of Object.entries(headers))
    switch (header) {
      case 'Content-Security-Policy':
        if (value.length > quotas.policyCharacters)
          throw new Error(
            `The Content-Security-Policy has ${value.length} characters and CloudFront takes ${quotas.policyCharacters}. ` +
              'What to do: keep fewer releases whose pages have other inline code, or ask AWS for a higher quota.',
          );
        security.contentSecurityPolicy = { contentSecurityPolicy: value, override };
        break;
      case 'Strict-Transport-Security': {
        const [, age] = /^max-age=(\d+); includeSubDomains$/.exec(value) ?? [];
        if (age === undefined) throw new Error(`CloudFront cannot write Strict-Transport-Security: ${value}`);
        const accessControlMaxAge = Duration.seconds(Number(age));
        security.strictTransportSecurity = { accessControlMaxAge, includeSubdomains: true, override };
        break;
      }
      case 'X-Content-Type-Options':
        if (value !== 'nosniff') throw new Error(`X-Content-Type-Options is nosniff, not ${value}`);
        security.contentTypeOptions = { override };
        break;
      case 'Referrer-Policy':
        security.referrerPolicy = { referrerPolicy: value as HeadersReferrerPolicy, override };
        break;
      default:
        custom.push({ header, value, override });
    }
  if (custom.length > quotas.customHeaders)
    throw new Error(`${custom.length} custom headers: a policy takes ${quotas.customHeaders}`);
  return { securityHeadersBehavior: security, customHeadersBehavior: { customHeaders: custom } };
}
