// What the reference template says about a deploy of one of its services, as data: demos may not import the infrastructure.
// A test synthesises the template and compares both.

export const template = {
  desired: 2,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  /** Seconds after a start in which ECS overlooks what the load balancer says. */
  grace: 60,
  /** Seconds between two health checks, and how many in a row decide. */
  interval: 10,
  healthyChecks: 2,
  unhealthyChecks: 3,
  /** Seconds for which a task that leaves may finish what it has. */
  deregistrationDelay: 30,
  breaker: true,
} as const;
