import { Duration } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  type ApplicationListener,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  DesyncMitigationMode,
  type IListenerCertificate,
  ListenerAction,
  ListenerCondition,
  SslPolicy,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type Network, ports } from './network.ts';

/** Paths that go to the API; everything else is a page. A load balancer takes at most five in one rule. */
export const apiPaths = ['/v1/*', '/.well-known/*', '/openapi.json'] as const;

/** Seconds; healthy and unhealthy are answers in a row. The delivery page's simulator shows what they come to. */
export const probe = { every: 10, timeout: 5, healthy: 2, unhealthy: 3, drain: 30 } as const;

export interface LoadBalancerProps {
  readonly network: Network;
  readonly certificate: IListenerCertificate;
  readonly logs: IBucket;
}

/** No address outside the VPC. It asks each task whether it is ready, and sends requests to those that said so. */
export class LoadBalancer extends Construct {
  readonly balancer: ApplicationLoadBalancer;
  readonly listener: ApplicationListener;
  readonly api: ApplicationTargetGroup;
  readonly web: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, { network, certificate, logs }: LoadBalancerProps) {
    super(scope, id);
    const { vpc, groups } = network;
    this.balancer = new ApplicationLoadBalancer(this, 'balancer', {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      internetFacing: false,
      securityGroup: groups.balancer,
      deletionProtection: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: DesyncMitigationMode.STRICTEST,
      // Shorter than the API's own 65 s: it is never the task that closes a connection about to be used.
      idleTimeout: Duration.seconds(60),
    });
    this.balancer.logAccessLogs(logs, 'balancer');
    // /readyz of the API includes its database; the front end answers on the same path.
    this.api = this.#targets('api', network, '/readyz');
    this.web = this.#targets('web', network, '/readyz');
    this.listener = this.balancer.addListener('listener', {
      port: ports.edge,
      protocol: ApplicationProtocol.HTTPS,
      sslPolicy: SslPolicy.RECOMMENDED_TLS,
      certificates: [certificate],
      open: false,
      defaultAction: ListenerAction.forward([this.web]),
    });
    this.listener.addAction('api-paths', {
      priority: 10,
      conditions: [ListenerCondition.pathPatterns([...apiPaths])],
      action: ListenerAction.forward([this.api]),
    });
  }

  #targets(id: string, { vpc }: Network, path: string): ApplicationTargetGroup {
    return new ApplicationTargetGroup(this, id, {
      vpc,
      targetType: TargetType.IP,
      port: ports.task,
      protocol: ApplicationProtocol.HTTP,
      deregistrationDelay: Duration.seconds(probe.drain),
      healthCheck: {
        path,
        healthyHttpCodes: '200',
        interval: Duration.seconds(probe.every),
        timeout: Duration.seconds(probe.timeout),
        healthyThresholdCount: probe.healthy,
        unhealthyThresholdCount: probe.unhealthy,
      },
    });
  }
}
