// What somebody is told of: answers of 5xx, and a router that fails or runs out of its time.
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

interface Watched {
  readonly metric: Metric;
  /** Above it for two periods, somebody is told. */
  readonly above: number;
  readonly means: string;
  /** The number of periods; 2 unless said. */
  readonly periods?: number;
  /** No word is bad news too. */
  readonly silenceIsBad?: boolean;
  /** Told when below and not above. */
  readonly below?: boolean;
}

/** Alarms that write to one address. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, to: string) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    this.topic.addSubscription(new EmailSubscription(to));
  }

  watch(
    name: string,
    { metric, above, means, periods = 2, silenceIsBad = false, below = false }: Watched,
  ): Alarm {
    const alarm = new Alarm(this, name, {
      metric,
      threshold: above,
      evaluationPeriods: periods,
      alarmDescription: means,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: silenceIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    return alarm;
  }
}

/** Metrics of CloudFront are global and live in us-east-1. */
export const edgeMetric = (
  metricName: string,
  statistic: string,
  of: Readonly<Record<string, string>>,
): Metric =>
  new Metric({
    namespace: 'AWS/CloudFront',
    metricName,
    statistic,
    period: Duration.minutes(5),
    dimensionsMap: { ...of, Region: 'Global' },
  });
