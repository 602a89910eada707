// lavbytes-lead: the form's way. Function URL (signed by CloudFront) → table → stream → mail by SES; what fails lies in a queue, and
// once an hour a canary takes the whole way. Deployed before the site, which looks its address up.
import { CfnOutput, Duration, Fn, Stack, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  FilterCriteria,
  FilterRule,
  type FunctionUrl,
  FunctionUrlAuthType,
  InvokeMode,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { room } from '../room.ts';
import { Alarms } from '../site/alarms.ts';
import { leadExports } from '../site/lead-origin.ts';
import { type LeadConfig, leadConfig } from './config.ts';
import { LeadFunction } from './lead-function.ts';
import { LeadStore } from './lead-store.ts';
import { Reports } from './reports.ts';

export class LeadStack extends Stack {
  constructor(scope: Construct, id: string, { config }: { readonly config: LeadConfig }) {
    super(scope, id, { env: { region: 'us-east-1' }, terminationProtection: true });
    const store = new LeadStore(this, 'Store');
    const { table, secret } = store;
    const environment = {
      TABLE: table.tableName,
      SECRET: secret.secretArn,
      SITE: `https://${config.SITE_DOMAIN}`,
    };
    const failures = new Queue(this, 'Failures', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(failures).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason: 'It is where the others send what failed, and an alarm is on its first message.',
    });
    const alarms = new Alarms(this, 'Alarms', config.ALARM_MAIL);

    const endpoint = new LeadFunction(this, 'Endpoint', {
      entry: 'endpoint-main',
      environment,
      seconds: 10,
      most: 20,
    });
    const url = endpoint.lambda.addFunctionUrl({
      authType: FunctionUrlAuthType.AWS_IAM,
      invokeMode: InvokeMode.BUFFERED,
    });

    const notifier = new LeadFunction(this, 'Notifier', {
      entry: 'notifier-main',
      environment: { ...environment, FROM: config.LEADS_FROM, TO: config.LEADS_TO },
      seconds: 120,
      most: 2,
    });
    notifier.lambda.addEventSource(
      new DynamoEventSource(table as ITable, {
        startingPosition: StartingPosition.LATEST,
        batchSize: 10,
        retryAttempts: 3,
        bisectBatchOnError: true,
        maxRecordAge: Duration.hours(1),
        onFailure: new SqsDlq(failures),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { id: { S: FilterRule.beginsWith('lead#') } } },
          }),
        ],
      }),
    );
    Validations.of(notifier.role).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason: 'dynamodb:ListStreams, which the event source needs, takes no narrower resource.',
    });
    // What failed is due again after 1, 2, 5 … minutes; nothing in the stream says so.
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(notifier.lambda, { deadLetterQueue: failures, retryAttempts: 1 })],
    });

    const canary = new LeadFunction(this, 'Canary', {
      entry: 'canary-main',
      environment,
      seconds: 60,
      most: 1,
    });
    new Rule(this, 'EveryHour', {
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(canary.lambda, { deadLetterQueue: failures, retryAttempts: 1 })],
    });

    for (const { role } of [endpoint, notifier, canary]) secret.grantRead(role);
    store.allow(endpoint.role, ['GetItem', 'PutItem', 'UpdateItem']);
    store.allow(notifier.role, ['UpdateItem'], ['due', 'lead']);
    store.allow(canary.role, ['GetItem']);
    const domain = config.LEADS_FROM.split('@')[1] ?? '';
    notifier.role.addToPolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [this.formatArn({ service: 'ses', resource: 'identity', resourceName: domain })],
        conditions: { StringEquals: { 'ses:FromAddress': config.LEADS_FROM } },
      }),
    );

    alarms.watch('Undelivered', {
      metric: failures.metricApproximateNumberOfMessagesVisible(),
      above: 0,
      periods: 1,
      means: 'A call of the notifier or the canary failed for good; the queue says which.',
    });
    const givenUp = notifier.logs.addMetricFilter('GivenUp', {
      filterPattern: FilterPattern.stringValue('$.event', '=', 'lead-given-up'),
      metricNamespace: 'Leads',
      metricName: 'GivenUp',
    });
    alarms.watch('GivenUp', {
      metric: givenUp.metric({ statistic: 'Sum' }),
      above: 0,
      periods: 1,
      means: 'A lead is stored and could not be mailed for a day. It is mailed again after "revive".',
    });
    const faults = endpoint.logs.addMetricFilter('Faults', {
      filterPattern: FilterPattern.stringValue('$.event', '=', 'fault'),
      metricNamespace: 'Leads',
      metricName: 'Faults',
    });
    alarms.watch('Faults', {
      metric: faults.metric({ statistic: 'Sum' }),
      above: 0,
      periods: 1,
      means: 'The lead endpoint answered 500.',
    });
    alarms.watch('CanarySilent', {
      metric: canary.lambda.metricErrors({ statistic: 'Sum', period: Duration.hours(1) }),
      above: 0,
      periods: 1,
      means: 'A lead of our own did not arrive.',
    });
    alarms.watch('CanaryMissing', {
      metric: canary.lambda.metricInvocations({ statistic: 'Sum', period: Duration.hours(1) }),
      above: 1,
      below: true,
      silenceIsBad: true,
      means: 'No canary was sent for two hours.',
    });

    const reports = new Reports(this, 'Reports', alarms);

    // "https://abc.lambda-url.us-east-1.on.aws/" without its ends.
    const host = (of: FunctionUrl) => Fn.select(2, Fn.split('/', of.url));
    new CfnOutput(this, 'Host', { value: host(url), exportName: leadExports.host });
    new CfnOutput(this, 'ReportsHost', { value: host(reports.url), exportName: leadExports.reports });
    new CfnOutput(this, 'FunctionArn', {
      value: endpoint.lambda.functionArn,
      exportName: leadExports.function,
    });
    new CfnOutput(this, 'Table', { value: table.tableName });
  }
}

export const lead = room({
  config: leadConfig,
  make: (app, name, config) => new LeadStack(app, name, { config }),
});
