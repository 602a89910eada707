// API Gateway: throttles, and checks the token on API routes. The VPC link behind it is the only way into the network.
import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  VpcLink,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpAlbIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Network } from './network.ts';

/** Requests a second over all callers, and how many may come at once. What one caller may is counted by the API itself. */
export const throttle = { rateLimit: 500, burstLimit: 1_000 } as const;

/** API routes without a token: signing in, renewing, and the form. A test compares them with the API's own route table. */
export const publicRoutes = [
  [HttpMethod.POST, '/v1/sessions'],
  [HttpMethod.POST, '/v1/sessions/refresh'],
  [HttpMethod.GET, '/v1/leads/challenge'],
  [HttpMethod.POST, '/v1/leads'],
] as const;

export interface GatewayProps {
  readonly network: Network;
  readonly listener: IApplicationListener;
  /** The load balancer's name: its certificate is verified against it. */
  readonly inside: string;
  readonly issuer: string;
}

export class Gateway extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;

  constructor(scope: Construct, id: string, { network, listener, inside, issuer }: GatewayProps) {
    super(scope, id);
    const vpcLink = new VpcLink(this, 'vpc-link', {
      vpc: network.vpc,
      subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [network.groups['vpc-link']],
    });
    const integration = new HttpAlbIntegration('balancer', listener, {
      vpcLink,
      secureServerName: inside,
      timeout: Duration.seconds(29),
    });
    this.api = new HttpApi(this, 'api', { createDefaultStage: false });
    const authorizer = new HttpJwtAuthorizer('token', issuer, { jwtAudience: [issuer] });
    const add = (name: string, routeKey: HttpRouteKey, signedIn: boolean) =>
      new HttpRoute(this, name, {
        httpApi: this.api,
        routeKey,
        integration,
        ...(signedIn && { authorizer }),
      });
    add('pages', HttpRouteKey.DEFAULT, false);
    add('signed-in', HttpRouteKey.with('/v1/{proxy+}', HttpMethod.ANY), true);
    for (const [method, path] of publicRoutes)
      add(`${method} ${path}`.replaceAll(/\W+/g, '-'), HttpRouteKey.with(path, method), false);
    this.stage = new HttpStage(this, 'stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'log', { retention: RetentionDays.THREE_MONTHS }),
        ),
        format: AccessLogFormat.custom(
          '{"at":"$context.requestTimeEpoch","id":"$context.requestId","route":"$context.routeKey","status":"$context.status","ms":"$context.responseLatency","refused":"$context.authorizer.error","error":"$context.integrationErrorMessage"}',
        ),
      },
    });
  }
}
