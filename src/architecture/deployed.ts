// What of the model is deployed, and how. Data; infra/gate/ holds it against the templates and the workflows, and claims name its
// checks.

import { boxes } from './deployed/boxes.ts';
import { carriers } from './deployed/carriers.ts';
import { hidden } from './deployed/hidden.ts';
import { resources } from './deployed/resources.ts';
import type { Deployment } from './deployed/shape.ts';

const matrix = ['strategy', 'matrix', 'service'];
const rollBack = ['steps', 'Roll back', 'env'];
const workflow = (name: string) => `.github/workflows/${name}.yml`;

export const deployment = {
  resources,
  parts: boxes,
  carriers,
  hidden,
  steps: {
    'github-actions': { file: workflow('deliver'), is: 'workflow' },
    'docker-build': { file: workflow('docker-build'), is: 'job' },
    ecr: { file: workflow('services'), is: 'step' },
    'ecs-deploy': { file: workflow('services'), is: 'step' },
    'health-check': { file: workflow('services'), is: 'step' },
  },
  shared: [
    { of: 'cluster', at: 'ClusterName', file: workflow('services'), job: 'deploy', path: ['env', 'CLUSTER'] },
    {
      of: 'cluster',
      at: 'ClusterName',
      file: workflow('roll-back'),
      job: 'service',
      path: [...rollBack, 'CLUSTER'],
    },
    { of: 'services', at: 'ServiceName', file: workflow('services'), job: 'deploy', path: matrix },
    { of: 'tasks', at: 'Family', file: workflow('services'), job: 'deploy', path: matrix },
    {
      of: 'repositories',
      at: 'RepositoryName',
      file: workflow('services'),
      job: 'deploy',
      path: ['env', 'REPOSITORY_NAME'],
    },
    {
      of: 'tasks',
      at: 'RuntimePlatform.CpuArchitecture',
      file: workflow('docker-build'),
      job: 'image',
      path: ['steps', 'Build the image', 'with', 'platforms'],
      as: { ARM64: 'linux/arm64', X86_64: 'linux/amd64' },
    },
  ],
} as const satisfies Deployment;

/** The names under which claims ask for a check: "postgres: a standby in a second zone", "cdn>s3-static", "ecr: step". */
export const checkNames = (): string[] => [
  ...Object.entries<Deployment['parts'][keyof Deployment['parts']]>(deployment.parts).flatMap(
    ([part, deployed]) =>
      'within' in deployed ? [] : deployed.properties.map(({ says }) => `${part}: ${says}`),
  ),
  ...Object.keys(deployment.carriers),
  ...Object.keys(deployment.steps).map((part) => `${part}: step`),
];
