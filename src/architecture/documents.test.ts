// Every name in the documents' five pictures, with its second line, and the part that stands for it. A line that a
// diagram shows in other words is listed with the reason; the documents' own words are then in the part's prose.

import { describe, expect, it } from 'vitest';
import { labelIn, type PartId, parts, type ViewId } from './model.ts';

type Row = readonly [view: ViewId, part: PartId, name: string, detail?: string];

const shown: readonly Row[] = [
  ['system-map', 'browser', 'Browser', 'Next.js App Router'],
  ['request-lifecycle', 'app-router', 'Next.js App Router'],
  ['request-lifecycle', 'cdn', 'Edge / CDN', 'Static + ISR cache'],
  ['request-lifecycle', 'api-gateway', 'API Gateway', 'Rate limiting · WAF'],
  ['request-lifecycle', 'next-server', 'Next.js Server', 'RSC · SSR · API routes'],
  ['request-lifecycle', 'node-service', 'Node.js Service', 'Business logic layer'],
  ['request-lifecycle', 'auth-middleware', 'Auth Middleware', 'JWT · Session'],
  ['request-lifecycle', 'postgres', 'PostgreSQL', 'Primary DB · ACID'],
  ['request-lifecycle', 'redis', 'Redis', 'Cache · Sessions'],

  ['ai-pipeline', 'raw-input', 'Raw Input', 'File / Text / API'],
  ['ai-pipeline', 'llm-processor', 'LLM Processor', 'LangChain · GPT-4'],
  ['ai-pipeline', 'schema-validator', 'Schema Validator', 'Output contract'],
  ['ai-pipeline', 'auto-approve', 'Confidence ≥ 90%', 'Auto-approve'],
  ['ai-pipeline', 'confidence-router', 'Confidence Router', 'Threshold logic'],
  ['ai-pipeline', 'human-review', 'Human Review UI', 'HITL interface'],
  ['ai-pipeline', 'audit-trail', 'Audit Trail'],
  ['ai-pipeline', 'output-store', 'Output Store', 'PostgreSQL · S3'],

  ['security-layers', 'waf', 'WAF + DDoS Protection', 'AWS Shield · CloudFront rules'],
  ['security-layers', 'api-gateway', 'API Gateway', 'Rate limiting · IP allowlisting · TLS only'],
  [
    'security-layers',
    'auth-middleware',
    'Authentication',
    'JWT RS256 · Short-lived tokens · Refresh rotation',
  ],
  [
    'security-layers',
    'authorisation',
    'Authorisation',
    'RBAC · Attribute-level permissions · Ownership checks',
  ],
  [
    'security-layers',
    'input-validation',
    'Input Validation',
    'Zod schemas · Sanitisation · SQL parameterisation',
  ],
  [
    'security-layers',
    'encrypted-store',
    'Encrypted Data Store',
    'AES-256 at rest · TLS in transit · Vault secrets',
  ],

  ['aws-topology', 'browser', 'Internet / Users'],
  ['aws-topology', 'cdn', 'AWS CloudFront', 'CDN · Edge caching · TLS termination'],
  ['aws-topology', 'next-server', 'ECS Fargate', 'Next.js container'],
  ['aws-topology', 'node-service', 'ECS Fargate', 'API service container'],
  ['aws-topology', 'api-gateway', 'API Gateway', 'Auth · Throttle'],
  ['aws-topology', 's3-static', 'S3 Bucket', 'Static assets'],
  ['aws-topology', 'postgres', 'AWS RDS', 'PostgreSQL · Multi-AZ'],
  ['aws-topology', 'redis', 'ElastiCache', 'Redis cluster'],
  ['aws-topology', 'secrets-manager', 'Secrets Manager', 'Vault · Keys · Certs'],

  ['delivery-pipeline', 'github-actions', 'GitHub Actions'],
  ['delivery-pipeline', 'docker-build', 'Docker Build'],
  ['delivery-pipeline', 'ecr', 'ECR Push'],
  ['delivery-pipeline', 'ecs-deploy', 'ECS Rolling Deploy'],
  ['delivery-pipeline', 'health-check', 'Health Check'],
];

/** A hash chain can be changed; what it gives is that the change is found. So the box says that instead. */
const saidInProse: readonly (readonly [PartId, string])[] = [['audit-trail', 'Immutable log']];

describe('every name in the documents’ pictures is in the model, word for word', () => {
  for (const [view, part, name, detail] of shown)
    it(`${view}: ${part} is “${name}”`, () => {
      const label = labelIn(view, part);
      expect(label.name).toBe(name);
      if (detail !== undefined) expect(label.detail).toBe(detail);
    });

  it.each(saidInProse)('%s mentions “%s” and says the exact thing', (part, words) => {
    expect(parts[part].does).toContain(words);
    expect(parts[part].detail).not.toContain(words);
  });
});

it('says what the documents’ “90%” compares: a calibrated score', () => {
  expect(parts['confidence-router'].does).toContain('calibrated');
  expect(parts['llm-processor'].does).toContain('any model behind an OpenAI-compatible interface');
});
