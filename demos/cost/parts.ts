// What a bill is divided into: the parts of the AWS topology by the names that the drawing gives them, in its order, and
// what costs money without being drawn there. Demos may not import the model; a test holds both together.

interface PartName {
  readonly name: string;
  readonly detail: string;
  /** Its place in the drawings. */
  readonly drawn: string | null;
}

const drawn = (name: string, detail: string, drawing: string): PartName => ({ name, detail, drawn: drawing });
const inTopology = (id: string, name: string, detail: string) =>
  drawn(name, detail, `/cloud/#aws-topology/${id}`);

export const parts = {
  cdn: inTopology('cdn', 'AWS CloudFront', 'CDN · Edge caching · TLS termination'),
  waf: drawn('WAF + DDoS Protection', 'AWS Shield · CloudFront rules', '/security/#security-layers/waf'),
  's3-static': inTopology('s3-static', 'S3 Bucket', 'Static assets'),
  'api-gateway': inTopology('api-gateway', 'API Gateway', 'Auth · Throttle'),
  'vpc-link': inTopology('vpc-link', 'VPC Link', 'The only way in'),
  'internal-alb': inTopology('internal-alb', 'Internal Load Balancer', 'ALB · Two zones'),
  'next-server': inTopology('next-server', 'ECS Fargate', 'Next.js container'),
  'node-service': inTopology('node-service', 'ECS Fargate', 'API service container'),
  postgres: inTopology('postgres', 'AWS RDS', 'PostgreSQL · Multi-AZ'),
  redis: inTopology('redis', 'ElastiCache', 'Redis cluster'),
  'secrets-manager': inTopology('secrets-manager', 'Secrets Manager', 'Vault · Keys · Certs'),
  nat: { name: 'NAT gateways', detail: 'The only way out', drawn: null },
  logs: { name: 'CloudWatch', detail: 'Logs · Alarms', drawn: null },
  ecr: drawn('ECR Push', 'Immutable tags', '/delivery/#delivery-pipeline/ecr'),
} as const satisfies Readonly<Record<string, PartName>>;

export type PartId = keyof typeof parts;
export const partIds = Object.keys(parts) as readonly PartId[];
export const partOf = (id: PartId): PartName => parts[id];
