// What is watched beside a deploy: the stores, the ways in, and three lines of the API's log that a person has to see.
import { Duration } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard, GraphWidget, type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Cache } from './cache.ts';
import type { Cdn } from './cdn.ts';
import type { Database } from './database.ts';
import type { Gateway } from './gateway.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { Services } from './services.ts';

export interface WatchProps {
  readonly alarms: Alarms;
  readonly balancer: LoadBalancer;
  readonly cache: Cache;
  readonly cdn: Cdn;
  readonly database: Database;
  readonly gateway: Gateway;
  readonly services: Services;
  readonly tasks: { readonly least: number };
}

const period = Duration.minutes(1);
const gibibyte = 1024 ** 3;

/** Events of the API's log (its observe/, audit/ and gateway/), and what they mean. */
export const told = {
  'audit-rewritten': 'The audit trail no longer agrees with its anchors.',
  'error-budget': 'The error budget of the API is being spent too fast.',
  'process-fault': 'A process of the API ended by a fault that nobody caught.',
} as const;

export class Watch extends Construct {
  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    const { alarms, balancer, cdn, database, gateway, services, tasks } = props;
    for (const [event, says] of Object.entries(told))
      alarms.add(event, { metric: this.#event(event, services.api.logs), says, threshold: 1, minutes: 1 });

    const healthy = (['api', 'web'] as const).map((name) => {
      const metric = balancer[name].metrics.healthyHostCount({ period, statistic: 'Minimum' });
      const says = `Fewer tasks of ${name} are ready than there should be.`;
      if (tasks.least > 0)
        alarms.add(`${name}-tasks`, { metric, says, threshold: tasks.least, below: true, silence: true });
      return metric;
    });
    const cpu = database.instance.metricCPUUtilization({ period });
    const space = database.instance.metricFreeStorageSpace({ period, statistic: 'Minimum' });
    alarms.add('database-cpu', { metric: cpu, says: 'PostgreSQL is busy.', threshold: 80, minutes: 10 });
    alarms.add('database-space', {
      metric: space,
      says: 'PostgreSQL has less than 20 GiB left.',
      threshold: 20 * gibibyte,
      below: true,
      silence: true,
    });
    const memory = this.#cache('DatabaseMemoryUsagePercentage', props.cache);
    const evictions = this.#cache('Evictions', props.cache);
    alarms.add('cache-memory', { metric: memory, says: 'Redis is nearly full.', threshold: 80, minutes: 5 });
    const refused = gateway.api.metricServerError({ period, statistic: 'Sum' });
    alarms.add('gateway-errors', {
      metric: refused,
      says: 'API Gateway answers with errors.',
      threshold: 10,
    });
    const outside = cdn.distribution.metric5xxErrorRate({ period, region: 'us-east-1' });
    alarms.add('edge-errors', { metric: outside, says: 'Readers get errors from CloudFront.', threshold: 5 });

    const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
    new Dashboard(this, 'dashboard', {
      dashboardName: 'lavbytes-reference',
      widgets: [
        [new AlarmStatusWidget({ alarms: alarms.all, title: 'Alarms', width: 24 })],
        [
          graph('Requests', gateway.api.metricCount({ period })),
          graph('Errors', gateway.api.metricClientError({ period }), refused, outside),
        ],
        [
          graph('Answer times', gateway.api.metricLatency({ period, statistic: 'p95' })),
          graph('Tasks that are ready', ...healthy),
        ],
        [
          graph('PostgreSQL', cpu, database.instance.metricDatabaseConnections({ period })),
          graph('Redis', memory, evictions),
        ],
        [
          graph(
            'CPU of the tasks',
            services.api.service.metricCpuUtilization(),
            services.web.service.metricCpuUtilization(),
          ),
          graph('Space of PostgreSQL', space),
        ],
      ],
    });
  }

  #event(event: string, logGroup: ILogGroup): IMetric {
    return new MetricFilter(this, event, {
      logGroup,
      metricNamespace: 'lavbytes/reference-api',
      metricName: event,
      filterPattern: FilterPattern.stringValue('$.event', '=', event),
    }).metric({ period, statistic: 'Sum' });
  }

  #cache(metricName: string, { group }: Cache): IMetric {
    return new Metric({
      namespace: 'AWS/ElastiCache',
      metricName,
      dimensionsMap: { ReplicationGroupId: group.ref },
      period,
      statistic: 'Maximum',
    });
  }
}
