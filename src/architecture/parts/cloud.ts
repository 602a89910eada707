// Section 04: what exists only on AWS. CloudFront, the two Fargate services, RDS and ElastiCache are the CDN, servers
// and stores of section 01. The documents leave out the VPC link and the internal load balancer; the traffic needs them.

import type { Part } from '../shape.ts';

export const cloud = {
  's3-static': {
    name: 'S3 Bucket',
    detail: 'Static assets',
    kind: 'store',
    section: 'cloud',
    does: 'Holds scripts, styles, fonts and images under names that contain a hash of their content. The bucket is private: only this CloudFront distribution may read it, through origin access control.',
    fails:
      'A file that is missing answers 404 and is noticed at once, because a deploy uploads assets and checks them before any page refers to them. Old assets stay, so pages that are still open keep working.',
    notices: 'Nothing: files already at the edge are served from there even while S3 is out of reach.',
    home: 'infra/reference/static-assets.ts',
    written: true,
    demo: null,
    infra: 'static-assets',
  },
  'vpc-link': {
    name: 'VPC Link',
    detail: 'The only way in',
    kind: 'edge',
    section: 'cloud',
    does: 'Connects API Gateway to the private network: it places network interfaces in the private subnets of both zones, so that the load balancer and the services need no public address.',
    fails:
      'If one zone fails, traffic goes through the interface in the other. If the link itself is not available, API Gateway answers 503 and no request reaches the services; there is no second way in.',
    notices: 'In the worst case, errors on everything that is not cached, while cached pages still open.',
    home: 'infra/reference/gateway.ts',
    written: true,
    demo: null,
    infra: 'gateway/vpc-link',
  },
  'internal-alb': {
    name: 'Internal Load Balancer',
    detail: 'ALB · Two zones',
    kind: 'edge',
    section: 'cloud',
    does: 'Sends each request to a healthy container of the right service: paths below /v1, the public keys and the description of the API to the API, everything else to Next.js. It owns the health check, and has no address outside the private network.',
    fails:
      'A container that misses its checks gets no new requests, and one on its way out may finish those it has. With no container left the answer is 503; when all of them miss their checks at once, it goes on sending to all.',
    notices: 'One failed container goes unnoticed, apart from requests that were running in it.',
    home: 'infra/reference/load-balancer.ts',
    written: true,
    demo: null,
    infra: 'balancer',
  },
  'secrets-manager': {
    name: 'Secrets Manager',
    detail: 'Vault · Keys · Certs',
    kind: 'store',
    section: 'cloud',
    does: 'Keeps database passwords, signing keys and certificates, encrypted by KMS, and rotates the database password on a schedule. A service may read only its own secrets; none are in the image or the repository.',
    fails:
      'If it is out of reach, running containers go on with what they have and new ones do not start, so a deploy stops and rolls back. Each new connection asks for the database password, so after a rotation the next one has the new one; those that are open go on.',
    notices: 'Nothing in running systems; at worst a delayed deploy.',
    home: 'infra/reference/secrets.ts',
    written: true,
    demo: null,
    infra: 'secrets',
  },
} as const satisfies Record<string, Part>;
