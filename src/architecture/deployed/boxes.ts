// Box by box: the resources that it stands for, and the properties that the site promises of them.

import type { PartId } from '../parts.ts';
import type { Deployed, Within } from './shape.ts';

/** Both zones, and none of the subnets that have a way in from outside. */
const inBothZones = (of: string, at: string) => ({
  of,
  at,
  is: [{ Ref: 'private-1' }, { Ref: 'private-2' }],
});

const rolling = (of: string) =>
  [
    {
      of,
      says: `never fewer than all tasks of ${of}`,
      at: 'DeploymentConfiguration.MinimumHealthyPercent',
      is: 100,
    },
    { of, says: `at most twice the tasks of ${of}`, at: 'DeploymentConfiguration.MaximumPercent', is: 200 },
    {
      of,
      says: `${of} goes back by itself when its tasks keep failing`,
      at: 'DeploymentConfiguration.DeploymentCircuitBreaker',
      is: { Enable: true, Rollback: true },
    },
  ] as const;

const service = (of: string) =>
  [
    { of, says: 'runs on Fargate', at: 'LaunchType', is: 'FARGATE', label: 'ECS Fargate' },
    {
      of,
      says: 'has no public address',
      at: 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp',
      is: 'DISABLED',
    },
  ] as const;

export const boxes: Readonly<Record<PartId, Deployed | Within>> = {
  cdn: {
    drawn: ['distribution'],
    properties: [
      {
        of: 'distribution',
        says: 'readers come over TLS only',
        at: 'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy',
        is: 'redirect-to-https',
        label: 'TLS termination',
      },
      {
        of: 'distribution',
        says: 'TLS 1.2 at least',
        at: 'DistributionConfig.ViewerCertificate.MinimumProtocolVersion',
        is: 'TLSv1.2_2021',
      },
    ],
  },
} as unknown as Readonly<Record<PartId, Deployed | Within>>;
