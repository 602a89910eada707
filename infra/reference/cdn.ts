// CloudFront: ends TLS, holds the web ACL, answers what it has, and tells the origin by a secret header that a request came through it.
import { Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { discovery } from './discovery.ts';

export interface CdnProps {
  readonly domain: string;
  readonly certificate: ICertificate;
  readonly firewall: string;
  /** Host name of API Gateway. */
  readonly gateway: string;
  readonly originSecret: ISecret;
  readonly assets: IBucket;
  readonly logs: IBucket;
}

export class Cdn extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: CdnProps) {
    super(scope, id);
    const gateway = new HttpOrigin(props.gateway, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      readTimeout: Duration.seconds(30),
      // A reference that CloudFormation resolves: the value stands in no template. The name is the API's own (edge/origin.ts).
      customHeaders: { 'x-origin-secret': props.originSecret.secretValue.unsafeUnwrap() },
    });
    const shared = {
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: this.#headers(),
    };
    const passing = {
      ...shared,
      origin: gateway,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      // API Gateway is found by its own host name.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    };
    this.distribution = new Distribution(this, 'distribution', {
      domainNames: [props.domain],
      certificate: props.certificate,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: props.firewall,
      enableLogging: true,
      logBucket: props.logs,
      logFilePrefix: 'distribution/',
      logIncludesCookies: false,
      defaultBehavior: { ...passing, cachePolicy: this.#pages() },
      additionalBehaviors: {
        '/_next/static/*': {
          ...shared,
          origin: S3BucketOrigin.withOriginAccessControl(props.assets),
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        },
        '/v1/*': { ...passing, cachePolicy: CachePolicy.CACHING_DISABLED },
        '/.well-known/openid-configuration': {
          ...passing,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          functionAssociations: [discovery(this, `https://${props.domain}`)],
        },
      },
    });
  }

  /** As long as the answer itself says and no longer: what depends on who asks says "private, no-store". */
  #pages(): CachePolicy {
    return new CachePolicy(this, 'pages', {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      cookieBehavior: CacheCookieBehavior.none(),
      // One address gives a page or a part of one, by these.
      headerBehavior: CacheHeaderBehavior.allowList(
        'rsc',
        'next-router-prefetch',
        'next-router-state-tree',
        'next-url',
      ),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  }

  #headers(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'headers', {
      securityHeadersBehavior: {
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(730),
          includeSubdomains: true,
          preload: true,
          override: true,
        },
        contentTypeOptions: { override: true },
      },
      removeHeaders: ['server', 'x-powered-by'],
    });
  }
}
