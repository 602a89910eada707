// The checks that every stack passes, shown on stacks that must not pass; and each accepted finding is one that is really made.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnSubnet } from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Acknowledgement } from './acknowledge.ts';
import { addChecks } from './checks.ts';
import { readConfig } from './config.ts';
import { exampleValues } from './example-values.ts';
import { acknowledgements } from './reference/acknowledgements.ts';
import { referenceConfig } from './reference/config.ts';
import { ReferenceStack } from './reference/stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'lavbytes-checks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
vi.spyOn(process.stderr, 'write').mockReturnValue(true);
vi.spyOn(console, 'error').mockReturnValue(undefined);

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly severity?: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** "path rule" of everything that the checks find, warnings too. */
function findings(make: (app: App) => unknown): string[] {
  const outdir = mkdtempSync(join(folder, 'out-'));
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const app = new App({ outdir, context, analyticsReporting: false });
  addChecks(app);
  make(app);
  const code = process.exitCode;
  try {
    app.synth();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ValidationFailed')) throw error;
  } finally {
    process.exitCode = code;
  }
  const report: Report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  return report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${constructPath} ${ruleName}`),
    ),
  );
}

const zone = { vpcId: 'vpc-0123456789abcdef0', cidrBlock: '10.0.0.0/24', availabilityZone: 'us-east-1a' };
const database = { dbInstanceClass: 'db.t4g.micro', engine: 'postgres' };
const cache = { replicationGroupDescription: 'weak', engine: 'redis', cacheNodeType: 'cache.t4g.micro' };
const everybody = { cidrIp: '0.0.0.0/0', ipProtocol: 'tcp', fromPort: 0, toPort: 65_535 };

const weak: Readonly<Record<string, readonly [make: (scope: Construct) => unknown, rule: RegExp]>> = {
  'a bucket that answers without TLS': [(it) => new CfnBucket(it, 'it'), /S10$/],
  'a database that is not encrypted': [
    (it) => new CfnDBInstance(it, 'it', { ...database, storageEncrypted: false, multiAz: true }),
    /RDS2$/,
  ],
  'a database without a standby': [
    (it) => new CfnDBInstance(it, 'it', { ...database, storageEncrypted: true, multiAz: false }),
    /RDS3$/,
  ],
  'a cache without TLS': [
    (it) => new CfnReplicationGroup(it, 'it', { ...cache, transitEncryptionEnabled: false }),
    /AEC3$/,
  ],
  'a security group that is open to everybody': [
    (it) => new CfnSecurityGroup(it, 'it', { groupDescription: 'weak', securityGroupIngress: [everybody] }),
    /EC23$/,
  ],
  'a zone that is written down': [(it) => new CfnSubnet(it, 'it', zone), /W3010$/],
  'a property of the wrong type': [
    (it) => new CfnResource(it, 'it', { type: 'AWS::SQS::Queue', properties: { DelaySeconds: 'soon' } }),
    /F3012$/,
  ],
};

describe('the checks find', () => {
  it.each(Object.entries(weak))('%s', (_what, [make, rule]) => {
    const found = findings((app) => make(new Stack(app, 'weak', { env: { region: 'us-east-1' } })));
    expect(found.filter((one) => one.startsWith('weak/it'))).toContainEqual(expect.stringMatching(rule));
  });
});

describe('what the reference system accepts', () => {
  const config = readConfig(referenceConfig, exampleValues);
  const stack = 'lavbytes-reference';
  const made = findings((app) => new ReferenceStack(app as Construct, stack, { config, accepted: [] }));
  const covers = ({ at, rules }: Acknowledgement, finding: string) =>
    at.some((path) => finding.startsWith(`${stack}/${path}/`) || finding.startsWith(`${stack}/${path} `)) &&
    rules.some((rule) => finding.endsWith(` ${rule.replace('AwsSolutions::', '')}`));

  it('is all that is found, and nothing else is', () => {
    expect(made.length).toBeGreaterThan(10);
    expect(made.filter((finding) => !acknowledgements.some((one) => covers(one, finding)))).toEqual([]);
  });

  it.each(acknowledgements.flatMap((one) => one.at.map((path) => [path, one] as const)))(
    '%s: is still found there',
    (path, one) => {
      const here = { ...one, at: [path] };
      expect(made.some((finding) => covers(here, finding))).toBe(true);
    },
  );

  it('is refused where nothing stands', () => {
    const nowhere = [{ at: ['no/such/part'], rules: ['x'], reason: 'none' }];
    const app = new App({ outdir: join(folder, 'nowhere') });
    expect(() => new ReferenceStack(app, stack, { config, accepted: nowhere })).toThrow(/no\/such\/part/);
  });
});
