import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  AaaaRecord,
  ARecord,
  HostedZone,
  type IHostedZone,
  PrivateHostedZone,
  RecordTarget,
} from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget, LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';

export interface NamesProps {
  readonly domain: string;
  readonly zone: { readonly id: string; readonly name: string };
}

/** The public name, the name of the load balancer inside, and a certificate for each. */
export class Names extends Construct {
  readonly domain: string;
  /** Resolves inside the VPC only. Its certificate is a public one, because the VPC link verifies it. */
  readonly inside: string;
  readonly certificate: Certificate;
  readonly insideCertificate: Certificate;
  readonly #zone: IHostedZone;

  constructor(scope: Construct, id: string, { domain, zone }: NamesProps) {
    super(scope, id);
    this.domain = domain;
    this.inside = `inside.${domain}`;
    this.#zone = HostedZone.fromHostedZoneAttributes(this, 'zone', {
      hostedZoneId: zone.id,
      zoneName: zone.name,
    });
    const certificate = (of: string, domainName: string) =>
      new Certificate(this, of, { domainName, validation: CertificateValidation.fromDns(this.#zone) });
    this.certificate = certificate('certificate', domain);
    this.insideCertificate = certificate('inside-certificate', this.inside);
  }

  lead(distribution: IDistribution): void {
    const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
    const record = { zone: this.#zone, recordName: `${this.domain}.`, target };
    new ARecord(this, 'a', record);
    new AaaaRecord(this, 'aaaa', record);
  }

  leadInside(balancer: IApplicationLoadBalancer, vpc: IVpc): void {
    const zone = new PrivateHostedZone(this, 'inside-zone', { zoneName: this.inside, vpc });
    new ARecord(this, 'inside', { zone, target: RecordTarget.fromAlias(new LoadBalancerTarget(balancer)) });
  }
}
