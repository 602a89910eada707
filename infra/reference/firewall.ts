import { ArnFormat, Stack, Names as UniqueNames } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** Of Amazon's rule groups, in the order they are asked. The API's own screening names the group that each of its rules stands for. */
export const managed = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const;

/** The API's own limit (BODY_BYTES), once more in front of it; also as far as the web ACL may look. */
const bodyBytes = 65_536;
/** Requests of one address in five minutes. */
const perAddress = 2_000;

export interface FirewallProps {
  /** New rules count first and block later: "count" lets everything by and writes down what it would have blocked. */
  readonly mode: 'block' | 'count';
}

/** The web ACL of the distribution. An HTTP API cannot carry one, so it stands one layer earlier. */
export class Firewall extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { mode }: FirewallProps) {
    super(scope, id);
    const shown = (metricName: string) => ({
      cloudWatchMetricsEnabled: true,
      metricName,
      sampledRequestsEnabled: true,
    });
    const own = mode === 'block' ? { block: {} } : { count: {} };
    const acl = new CfnWebACL(this, 'acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: shown('reference'),
      associationConfig: { requestBody: { CLOUDFRONT: { defaultSizeInspectionLimit: 'KB_64' } } },
      rules: [
        {
          name: 'rate',
          priority: 0,
          action: own,
          statement: {
            rateBasedStatement: { aggregateKeyType: 'IP', limit: perAddress, evaluationWindowSec: 300 },
          },
          visibilityConfig: shown('rate'),
        },
        {
          name: 'body-size',
          priority: 1,
          action: own,
          statement: {
            sizeConstraintStatement: {
              fieldToMatch: { body: { oversizeHandling: 'MATCH' } },
              comparisonOperator: 'GT',
              size: bodyBytes,
              textTransformations: [{ priority: 0, type: 'NONE' }],
            },
          },
          visibilityConfig: shown('body-size'),
        },
        ...managed.map((name, index) => ({
          name,
          priority: 10 + index,
          overrideAction: mode === 'block' ? { none: {} } : { count: {} },
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name,
              // Its limit is 8 KB; ours is the rule above.
              ...(name === 'AWSManagedRulesCommonRuleSet' && {
                ruleActionOverrides: [{ name: 'SizeRestrictions_BODY', actionToUse: { count: {} } }],
              }),
            },
          },
          visibilityConfig: shown(name),
        })),
      ],
    });
    this.arn = acl.attrArn;
    // AWS WAF takes a log group by this beginning of its name only.
    const log = new LogGroup(this, 'log', {
      logGroupName: `aws-waf-logs-${UniqueNames.uniqueResourceName(this, { maxLength: 40 })}`,
      retention: RetentionDays.THREE_MONTHS,
    });
    new CfnLoggingConfiguration(this, 'logging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [
        // Without the ":*" that a log group's own ARN ends with.
        Stack.of(this).formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: log.logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      redactedFields: [{ singleHeader: { Name: 'authorization' } }, { singleHeader: { Name: 'cookie' } }],
    });
  }
}
