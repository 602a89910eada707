// lavbytes-site: everything between a reader and the files that the build made. Lives in us-east-1, where CloudFront takes its
// certificates from and writes its metrics to.
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { AccessLevel } from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Hashes } from '../../src/headers.ts';
import { room } from '../room.ts';
import { AccessLogs } from './access-logs.ts';
import { Alarms, edgeMetric } from './alarms.ts';
import { type SiteConfig, siteConfig } from './config.ts';
import { Edge } from './edge.ts';
import { readHashes, together } from './hashes.ts';
import { LeadOrigin } from './lead-origin.ts';
import { SiteStorage } from './storage.ts';

export interface SiteProps {
  readonly config: SiteConfig;
  /** Of the inline code of this build and of every release that may be served again. */
  readonly hashes: Hashes;
}

export class SiteStack extends Stack {
  constructor(scope: Construct, id: string, { config, hashes }: SiteProps) {
    super(scope, id, { env: { region: 'us-east-1' }, terminationProtection: true });
    const names = [config.SITE_DOMAIN, ...config.SITE_MOVED_FROM];
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: config.SITE_ZONE_ID,
      zoneName: config.SITE_ZONE_NAME,
    });
    const { pages, logs } = new SiteStorage(this, 'Storage');
    const stored = S3BucketOrigin.withOriginAccessControl(pages as IBucket, {
      originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
    });
    const leads = new LeadOrigin(this, 'Leads');
    const { distribution, router, releases } = new Edge(this, 'Edge', {
      config,
      hashes,
      certificate: new Certificate(this, 'Certificate', {
        domainName: config.SITE_DOMAIN,
        subjectAlternativeNames: config.SITE_MOVED_FROM,
        validation: CertificateValidation.fromDns(zone),
      }),
      pages: stored,
      api: leads.origin,
      reports: leads.reports,
    });
    leads.open(distribution);
    new AccessLogs(this, 'AccessLogs', { distribution, bucket: logs });

    const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
    for (const [index, name] of names.entries()) {
      new ARecord(this, `A${index}`, { zone, recordName: `${name}.`, target });
      new AaaaRecord(this, `Aaaa${index}`, { zone, recordName: `${name}.`, target });
    }

    const alarms = new Alarms(this, 'Alarms', config.ALARM_MAIL);
    alarms.watch('ServerErrors', {
      metric: edgeMetric('5xxErrorRate', 'Average', { DistributionId: distribution.distributionId }),
      above: 1,
      means: 'More than 1 % of answers are 5xx.',
    });
    alarms.watch('RouterErrors', {
      metric: edgeMetric('FunctionExecutionErrors', 'Sum', { FunctionName: router.functionName }),
      above: 0,
      means: 'The function that finds pages fails.',
    });

    for (const [name, value] of Object.entries({
      PagesBucket: pages.bucketName,
      DistributionId: distribution.distributionId,
      DistributionDomain: distribution.distributionDomainName,
      ReleasesArn: releases.keyValueStoreArn,
    }))
      new CfnOutput(this, name, { value });
  }
}

/** What `npm run build` leaves. */
export const builtHashes = '.cache/hashes.json';

export const site = room({
  config: siteConfig,
  make(app, name, config) {
    const kept = config.SITE_KEPT_HASHES === '' ? [] : [readHashes(config.SITE_KEPT_HASHES)];
    return new SiteStack(app, name, { config, hashes: together([readHashes(builtHashes), ...kept]) });
  },
});
