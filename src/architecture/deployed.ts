// What of the model is deployed, and how. Data; infra/gate/ holds it against the templates and the workflows, and claims name its
// checks.

import { carriers } from './deployed/carriers.ts';
import { hidden } from './deployed/hidden.ts';
import { boxes } from './deployed/boxes.ts';
import { resources } from './deployed/resources.ts';
import type { Deployment } from './deployed/shape.ts';

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
} as const satisfies Deployment;

/** The names under which claims ask for a check: "postgres: a standby in a second zone", "cdn>s3-static", "ecr: step". */
export const checkNames = (): string[] => [
  ...Object.entries<Deployment['parts'][keyof Deployment['parts']]>(deployment.parts).flatMap(([part, deployed]) =>
    'within' in deployed ? [] : deployed.properties.map(({ says }) => `${part}: ${says}`),
  ),
  ...Object.keys(deployment.carriers),
  ...Object.keys(deployment.steps).map((part) => `${part}: step`),
];
