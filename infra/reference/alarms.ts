// Who is told, and the alarms that a deploy listens to.
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type ApplicationTargetGroup, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface Limit {
  readonly metric: IMetric;
  readonly says: string;
  readonly threshold: number;
  /** Minutes in a row; 3 unless it is said. */
  readonly minutes?: number;
  /** Below the threshold is bad; above it otherwise. */
  readonly below?: true;
  /** No data is what is bad. */
  readonly silence?: true;
}

export class Alarms extends Construct {
  readonly all: Alarm[] = [];
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, { mail }: { readonly mail: string }) {
    super(scope, id);
    this.#topic = new Topic(this, 'topic', { enforceSSL: true, displayName: 'Reference system' });
    this.#topic.addSubscription(new EmailSubscription(mail));
  }

  add(id: string, { metric, says, threshold, minutes = 3, below, silence }: Limit): Alarm {
    const alarm = new Alarm(this, id, {
      metric,
      alarmDescription: says,
      threshold,
      evaluationPeriods: minutes,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(this.#topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    this.all.push(alarm);
    return alarm;
  }

  /** What readers would notice of a bad version that is healthy: errors and slow answers. They end a deploy, too. */
  of(service: string, targets: ApplicationTargetGroup): readonly Alarm[] {
    const period = Duration.minutes(1);
    return [
      this.add(`${service}-errors`, {
        metric: targets.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period, statistic: 'Sum' }),
        says: `${service} answers with errors of its own.`,
        threshold: 10,
        minutes: 2,
      }),
      this.add(`${service}-slow`, {
        metric: targets.metrics.targetResponseTime({ period, statistic: 'p95' }),
        says: `Of the answers of ${service}, one in twenty takes a second or more.`,
        threshold: 1,
      }),
    ];
  }
}
