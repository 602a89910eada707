// Where browsers report what the content security policy refused. They cannot sign, so this address is open, and the function looks
// for the secret that the distribution adds. It has no rights but to read that secret.
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type FunctionUrl, FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Alarms } from '../site/alarms.ts';
import { reportsSecret } from '../site/lead-origin.ts';
import { LeadFunction } from './lead-function.ts';

export class Reports extends Construct {
  readonly url: FunctionUrl;

  constructor(scope: Construct, id: string, alarms: Alarms) {
    super(scope, id);
    // Named, and under the key of the account: the site stack refers to it by name.
    const secret = new Secret(this, 'Secret', {
      secretName: reportsSecret,
      description: 'The header by which the reports function knows the distribution',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason:
        'It keeps strangers from writing lines into a log; it is replaced with a deployment of both stacks.',
    });
    const { lambda, role, logs } = new LeadFunction(this, 'Function', {
      entry: 'reports-main',
      environment: { SECRET: secret.secretArn },
      seconds: 5,
      most: 2,
    });
    secret.grantRead(role);
    this.url = lambda.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    const violations = logs.addMetricFilter('Violations', {
      filterPattern: FilterPattern.stringValue('$.event', '=', 'csp-violation'),
      metricNamespace: 'Leads',
      metricName: 'PolicyViolations',
    });
    alarms.watch('PolicyViolations', {
      metric: violations.metric({ statistic: 'Sum' }),
      above: 50,
      periods: 1,
      means: 'Browsers refuse something on the pages: a release and its policy may not belong together.',
    });
  }
}
