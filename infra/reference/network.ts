// Two zones. Public subnets hold nothing but NAT gateways; everything that runs is in private ones, and what stores data in subnets
// without a way out. One security group a part, opened to the parts that need it and to nobody else.
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** Where each listens. */
export const ports = { edge: 443, task: 3000, database: 5432, cache: 6379 } as const;

/** Who may open a connection to whom, and at which port: this is the whole list. */
const doors = [
  ['vpc-link', 'balancer', ports.edge],
  ['web', 'balancer', ports.edge],
  ['balancer', 'web', ports.task],
  ['balancer', 'api', ports.task],
  ['api', 'database', ports.database],
  ['rotation', 'database', ports.database],
  ['api', 'cache', ports.cache],
] as const;

/** These ask AWS services, and the API the issuer's JWKS of nobody: HTTPS to the outside, by the NAT gateway. */
const outward = ['api', 'web', 'rotation'] as const;

type Part = (typeof doors)[number][0] | (typeof doors)[number][1];

export class Network extends Construct {
  readonly vpc: IVpc;
  readonly groups: Readonly<Record<Part, SecurityGroup>>;

  constructor(scope: Construct, id: string, { natGateways }: { readonly natGateways: number }) {
    super(scope, id);
    const vpc: Vpc = new Vpc(this, 'vpc', {
      ipAddresses: IpAddresses.cidr('10.20.0.0/16'),
      maxAzs: 2,
      natGateways,
      // The custom resource that empties the default group would bring a function of its own; nothing is in that group.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        { name: 'nat', subnetType: SubnetType.PUBLIC, cidrMask: 28, mapPublicIpOnLaunch: false },
        { name: 'private', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
        { name: 'data', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ],
      // Image layers and objects do not pass the NAT gateway, which is paid by the gigabyte.
      gatewayEndpoints: { s3: { service: GatewayVpcEndpointAwsService.S3 } },
      flowLogs: {
        refused: {
          trafficType: FlowLogTrafficType.REJECT,
          destination: FlowLogDestination.toCloudWatchLogs(
            new LogGroup(this, 'refused', { retention: RetentionDays.THREE_MONTHS }),
          ),
        },
      },
    });
    this.vpc = vpc as IVpc;
    this.groups = this.#groups();
  }

  #groups(): Record<Part, SecurityGroup> {
    const { vpc } = this;
    const make = (part: Part, description: string) =>
      new SecurityGroup(this, part, { vpc, description, allowAllOutbound: false });
    const groups = {
      'vpc-link': make('vpc-link', 'Interfaces of the VPC link'),
      balancer: make('balancer', 'Internal load balancer'),
      web: make('web', 'Next.js tasks'),
      api: make('api', 'API tasks'),
      database: make('database', 'PostgreSQL'),
      cache: make('cache', 'Redis'),
      rotation: make('rotation', 'Rotation of the database password'),
    } satisfies Record<Part, SecurityGroup>;
    for (const [from, to, port] of doors)
      groups[to].connections.allowFrom(groups[from], Port.tcp(port), `${from} to ${to}`);
    for (const part of outward)
      groups[part].addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS services, over TLS');
    return groups;
  }
}
