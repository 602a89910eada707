// What the model still promises. Each list is exact, so whoever builds a part, its demo or its infrastructure has to
// take it off here, and nothing can be called written by accident.

import { expect, it } from 'vitest';
import { type PartId, partIds, parts } from './model.ts';

const unwritten: Readonly<Partial<Record<PartId, string>>> = {};

const withoutDemo: readonly PartId[] = [
  'browser',
  'app-router',
  'cdn',
  'api-gateway',
  'next-server',
  'node-service',
  'auth-middleware',
  'postgres',
  'redis',
  'raw-input',
  'llm-processor',
  'schema-validator',
  'calibration',
  'confidence-router',
  'auto-approve',
  'human-review',
  'audit-trail',
  'output-store',
  'waf',
  'authorisation',
  'input-validation',
  'encrypted-store',
  's3-static',
  'vpc-link',
  'internal-alb',
  'secrets-manager',
  'github-actions',
  'docker-build',
  'ecr',
  'ecs-deploy',
  'health-check',
];

/** Inside another part, or not ours: src/architecture/deployed/boxes.ts says which, and why. */
const withoutInfra: readonly PartId[] = [
  'browser',
  'app-router',
  'auth-middleware',
  'raw-input',
  'llm-processor',
  'schema-validator',
  'calibration',
  'confidence-router',
  'auto-approve',
  'human-review',
  'audit-trail',
  'authorisation',
  'input-validation',
  'github-actions',
  'docker-build',
];

it('parts whose code is not written yet, and where it will be', () => {
  const open = partIds.filter((id) => !parts[id].written);
  expect(Object.fromEntries(open.map((id) => [id, parts[id].home]))).toEqual(unwritten);
});

it('parts that no demo shows yet', () => {
  expect(partIds.filter((id) => parts[id].demo === null)).toEqual(withoutDemo);
});

it('parts without a selector in the infrastructure template', () => {
  expect(partIds.filter((id) => parts[id].infra === null)).toEqual(withoutInfra);
});
