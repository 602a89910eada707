import type { PartId } from '../parts.ts';
import type { FlowView } from '../shape.ts';

export const awsTopology = {
  layout: 'flow',
  title: 'AWS deployment topology',
  figure: 'Fig. 4.1',
  page: 'cloud',
  caption:
    'Where each part runs. Everything that holds data or logic sits in private subnets across two availability zones, and the VPC link is the only way in.',
  parts: [
    'browser',
    'cdn',
    's3-static',
    'api-gateway',
    'vpc-link',
    'internal-alb',
    'next-server',
    'node-service',
    'postgres',
    'redis',
    'secrets-manager',
  ],
  alias: {
    browser: { name: 'Internet / Users', detail: 'Browsers, over HTTPS' },
    cdn: { name: 'AWS CloudFront', detail: 'CDN · Edge caching · TLS termination' },
    'api-gateway': { detail: 'Auth · Throttle' },
    'next-server': { name: 'ECS Fargate', detail: 'Next.js container' },
    'node-service': { name: 'ECS Fargate', detail: 'API service container' },
    postgres: { name: 'AWS RDS', detail: 'PostgreSQL · Multi-AZ' },
    redis: { name: 'ElastiCache', detail: 'Redis cluster' },
  },
  groups: [
    { id: 'public', label: 'AWS, public side', parts: ['cdn', 's3-static', 'api-gateway'] },
    {
      id: 'vpc',
      label: 'VPC · private subnets in two zones',
      parts: ['vpc-link', 'internal-alb', 'next-server', 'node-service', 'postgres', 'redis'],
    },
  ],
  relations: [
    { from: 'browser', to: 'cdn', label: 'opens over TLS' },
    { from: 'cdn', to: 's3-static', label: 'fetches assets from' },
    { from: 'cdn', to: 'api-gateway', label: 'passes misses to' },
    { from: 'api-gateway', to: 'vpc-link', label: 'enters through' },
    { from: 'vpc-link', to: 'internal-alb', label: 'connects to' },
    { from: 'internal-alb', to: 'next-server', label: 'sends pages to' },
    { from: 'internal-alb', to: 'node-service', label: 'sends /v1 to' },
    { from: 'next-server', to: 'internal-alb', label: 'calls the API', back: true },
    { from: 'node-service', to: 'postgres', label: 'reads and writes' },
    { from: 'node-service', to: 'redis', label: 'caches in' },
    { from: 'node-service', to: 'secrets-manager', label: 'reads secrets from' },
  ],
  steps: [
    {
      at: 'browser',
      text: 'Readers reach one public address. Nothing else of the system answers to the internet on purpose.',
    },
    {
      at: 'cdn',
      along: 'browser>cdn',
      text: 'CloudFront ends TLS at the edge, applies the WAF rules and answers what it has cached.',
    },
    {
      at: 's3-static',
      along: 'cdn>s3-static',
      text: 'Static assets come from a private bucket that only this distribution may read.',
    },
    {
      at: 'api-gateway',
      along: 'cdn>api-gateway',
      text: 'Everything else goes to API Gateway, which checks the token on API routes and throttles. A request that came past CloudFront lacks its secret header and is refused further in.',
    },
    {
      at: 'vpc-link',
      along: 'api-gateway>vpc-link',
      text: 'The VPC link carries the request into the private network. The documents leave it out; without it the traffic could not get there.',
    },
    {
      at: 'internal-alb',
      along: 'vpc-link>internal-alb',
      text: 'The internal load balancer picks a healthy container in either zone.',
    },
    {
      at: 'next-server',
      along: 'internal-alb>next-server',
      text: 'Page requests go to the Next.js containers. There are at least two, in different zones.',
    },
    {
      at: 'node-service',
      along: 'internal-alb>node-service',
      text: 'API requests go to the API containers, whether they come from another program or from a page being rendered.',
    },
    {
      at: 'postgres',
      along: 'node-service>postgres',
      text: 'RDS keeps a standby in the other zone, in step with the primary. If one zone fails, the standby takes over with nothing committed lost.',
    },
    {
      at: 'redis',
      along: 'node-service>redis',
      text: 'ElastiCache holds what may be lost, with a replica in the other zone.',
    },
    {
      at: 'secrets-manager',
      along: 'node-service>secrets-manager',
      text: 'Keys are read when they are first needed, the database password at each new connection. None are in the image.',
    },
  ],
} as const satisfies FlowView<PartId>;
