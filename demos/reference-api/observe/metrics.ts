// Counts and durations in Prometheus's text form (exposition format 0.0.4). Labels come from the route table and the list of
// problem codes only, so that no caller can make the number of series grow.

/** Upper bounds in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

interface Series {
  readonly buckets: Uint32Array;
  sum: number;
  count: number;
}

export interface Metrics {
  /** @param milliseconds how long the answer took. */
  answered(route: string, status: number, milliseconds: number): void;
  refused(code: string): void;
  inFlight(change: 1 | -1): void;
  /** @param gauges further values of the moment, e.g. the process's memory in bytes. */
  text(gauges?: Readonly<Record<string, number>>): string;
}

/** @param own further gauges of the service itself. */
export function createMetrics(own: () => Readonly<Record<string, number>> = () => ({})): Metrics {
  const durations = new Map<string, Map<number, Series>>();
  const refusals = new Map<string, number>();
  let running = 0;

  function seriesOf(route: string, status: number): Series {
    const byStatus = durations.get(route) ?? new Map<number, Series>();
    const series = byStatus.get(status) ?? { buckets: new Uint32Array(bounds.length), sum: 0, count: 0 };
    if (series.count === 0) durations.set(route, byStatus.set(status, series));
    return series;
  }

  return {
    answered(route, status, milliseconds) {
      const series = seriesOf(route, status);
      const seconds = milliseconds / 1000;
      let i = 0;
      while (i < bounds.length && seconds > (bounds[i] as number)) i++;
      if (i < bounds.length) series.buckets[i] = (series.buckets[i] as number) + 1;
      series.sum += seconds;
      series.count += 1;
    },
    refused(code) {
      refusals.set(code, (refusals.get(code) ?? 0) + 1);
    },
    inFlight(change) {
      running += change;
    },
    text(gauges = {}) {
      const lines = ['# TYPE http_request_duration_seconds histogram'];
      for (const [route, byStatus] of durations)
        for (const [status, { buckets, sum, count }] of byStatus) {
          const labels = `route="${route}",status="${status}"`;
          let below = 0;
          bounds.forEach((bound, i) => {
            below += buckets[i] as number;
            lines.push(`http_request_duration_seconds_bucket{${labels},le="${bound}"} ${below}`);
          });
          lines.push(`http_request_duration_seconds_bucket{${labels},le="+Inf"} ${count}`);
          lines.push(`http_request_duration_seconds_sum{${labels}} ${sum}`);
          lines.push(`http_request_duration_seconds_count{${labels}} ${count}`);
        }
      lines.push('# TYPE http_requests_refused_total counter');
      for (const [code, n] of refusals) lines.push(`http_requests_refused_total{problem="${code}"} ${n}`);
      lines.push('# TYPE http_requests_in_flight gauge', `http_requests_in_flight ${running}`);
      for (const [name, value] of Object.entries({ ...own(), ...gauges }))
        lines.push(`# TYPE ${name} gauge`, `${name} ${value}`);
      return `${lines.join('\n')}\n`;
    },
  };
}
