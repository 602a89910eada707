// The distribution: which path goes where, through which function, under which headers.
import { Duration, Validations } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  type IOrigin,
  KeyValueStore,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import type { Hashes } from '../../src/headers.ts';
import { errorPage } from '../publish/places.ts';
import { apiHeaders, apiRequestHeaders } from './api-headers.ts';
import { behavioursOf } from './behaviours.ts';
import type { SiteConfig } from './config.ts';
import { HeaderPolicies } from './header-policies.ts';
import { routerCode } from './router-code.ts';

export interface EdgeProps {
  readonly config: SiteConfig;
  readonly hashes: Hashes;
  readonly certificate: ICertificate;
  readonly pages: IOrigin;
  readonly api: IOrigin;
  readonly reports: IOrigin;
}

const priceClasses = {
  100: PriceClass.PRICE_CLASS_100,
  200: PriceClass.PRICE_CLASS_200,
  all: PriceClass.PRICE_CLASS_ALL,
} as const;

export class Edge extends Construct {
  readonly distribution: Distribution;
  readonly releases: KeyValueStore;
  readonly router: EdgeFunction;

  constructor(scope: Construct, id: string, { config, hashes, certificate, pages, api, reports }: EdgeProps) {
    super(scope, id);
    const { SITE_DOMAIN: domain, SITE_MOVED_FROM: movedFrom, SITE_PRICE_CLASS: priceClass } = config;
    const policies = new HeaderPolicies(this, 'Headers');

    this.releases = new KeyValueStore(this, 'Releases', { comment: 'current: the release that is served' });
    this.router = new EdgeFunction(this, 'Router', {
      runtime: FunctionRuntime.JS_2_0,
      keyValueStore: this.releases,
      code: FunctionCode.fromInline(routerCode({ host: domain, moved: movedFrom }, hashes)),
      comment: 'Finds the page in the current release',
    });

    // A page's object has its release in its name and never changes, so the edge may keep it whatever browsers are told.
    const kept = new CachePolicy(this, 'Kept', {
      ...cacheKey,
      minTtl: Duration.days(30),
      defaultTtl: Duration.days(30),
      maxTtl: Duration.days(365),
    });
    const asTold = new CachePolicy(this, 'AsTold', { ...cacheKey, minTtl: Duration.seconds(0) });

    const common = {
      origin: pages,
      compress: true,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    };
    const behaviours = behavioursOf(hashes).map(
      ({ pattern, headers, immutable }): [string, BehaviorOptions] => [
        pattern,
        {
          ...common,
          responseHeadersPolicy: policies.for(withoutCaching(headers), nameOf(pattern), true),
          ...(immutable
            ? { allowedMethods: AllowedMethods.ALLOW_GET_HEAD, cachePolicy: asTold }
            : {
                // The function refuses what is not GET or HEAD, with its reason.
                allowedMethods: AllowedMethods.ALLOW_ALL,
                cachePolicy: kept,
                functionAssociations: [
                  { function: this.router, eventType: FunctionEventType.VIEWER_REQUEST },
                ],
              }),
        },
      ],
    );
    const [, last] = behaviours.pop() as [string, BehaviorOptions];

    this.distribution = new Distribution(this, 'Distribution', {
      comment: domain,
      domainNames: [domain, ...movedFrom],
      certificate,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_3_2025,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: priceClasses[priceClass],
      // The router answers "/" before this is looked at. Should it not run, nobody gets a list of the bucket instead.
      defaultRootObject: 'index.html',
      defaultBehavior: last,
      additionalBehaviors: {
        '/api/reports': {
          ...common,
          origin: reports,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          responseHeadersPolicy: policies.for(apiHeaders, 'Api', false),
        },
        '/api/*': {
          ...common,
          origin: api,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: new OriginRequestPolicy(this, 'ApiRequest', {
            headerBehavior: OriginRequestHeaderBehavior.allowList(...apiRequestHeaders),
            queryStringBehavior: OriginRequestQueryStringBehavior.all(),
          }),
          responseHeadersPolicy: policies.for(apiHeaders, 'Api', false),
        },
        [errorPage]: {
          ...common,
          allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
          cachePolicy: asTold,
          responseHeadersPolicy: last.responseHeadersPolicy as NonNullable<typeof last.responseHeadersPolicy>,
        },
        ...Object.fromEntries(behaviours),
      },
      // Only 404: this list holds for /api/ too, where 403 says something. The bucket's policy lets CloudFront list, so that S3
      // answers 404 and not 403 to a name that is not there.
      errorResponses: [
        { httpStatus: 404, responseHttpStatus: 404, responsePagePath: errorPage, ttl: Duration.seconds(10) },
      ],
    });
    Validations.of(this.distribution).acknowledge(
      {
        id: 'AwsSolutions::AwsSolutions-CFR3',
        reason:
          'Access logs go out by standard logging v2 (access-logs.ts), which can leave out addresses; this rule knows v1 only.',
      },
      { id: 'AwsSolutions::AwsSolutions-CFR1', reason: 'Readers come from everywhere.' },
      {
        id: 'AwsSolutions::AwsSolutions-CFR2',
        reason:
          'Behind it are files, and one function that asks for a proof of work, counts its callers and has a concurrency of its own.',
      },
      {
        id: 'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
        reason: 'The default root object is set; the warning does not look.',
      },
    );
  }
}

/**
 * How long it may be kept is written on each object when it is published, from the same rules: a policy would write it on S3's own
 * errors too, and a browser would keep one of those for a year.
 */
const withoutCaching = ({ 'Cache-Control': _, ...headers }: Readonly<Record<string, string>>) => headers;

const cacheKey = {
  headerBehavior: CacheHeaderBehavior.none(),
  cookieBehavior: CacheCookieBehavior.none(),
  queryStringBehavior: CacheQueryStringBehavior.none(),
  enableAcceptEncodingBrotli: true,
  enableAcceptEncodingGzip: true,
} as const;

const nameOf = (pattern: string): string =>
  pattern === '*'
    ? 'Pages'
    : pattern.replaceAll(/[^A-Za-z0-9]+(\w?)/g, (_, next: string) => next.toUpperCase()) || 'Other';
