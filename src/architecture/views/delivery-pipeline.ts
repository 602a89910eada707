import type { PartId } from '../parts.ts';
import type { FlowView } from '../shape.ts';

export const deliveryPipeline = {
  layout: 'flow',
  title: 'CI/CD pipeline',
  figure: 'Fig. 5.1',
  page: 'delivery',
  caption:
    'From a merged change to running containers. Each step can stop the delivery, and a version that does not become healthy is taken back without anyone pressing a button.',
  parts: [
    'github-actions',
    'docker-build',
    'ecr',
    'ecs-deploy',
    'health-check',
    'next-server',
    'node-service',
    'internal-alb',
  ],
  alias: {
    'next-server': { detail: 'New containers' },
    'node-service': { detail: 'New containers' },
    'internal-alb': { detail: 'Opens or withholds traffic' },
  },
  groups: [
    { id: 'build', label: 'Build', parts: ['github-actions', 'docker-build', 'ecr'] },
    { id: 'release', label: 'Release on AWS', parts: ['ecs-deploy', 'health-check'] },
    { id: 'running', label: 'Running system', parts: ['next-server', 'node-service', 'internal-alb'] },
  ],
  relations: [
    { from: 'github-actions', to: 'docker-build', label: 'starts, if tests pass' },
    { from: 'docker-build', to: 'ecr', label: 'pushes the image to' },
    { from: 'ecr', to: 'ecs-deploy', label: 'supplies the image to' },
    { from: 'ecs-deploy', to: 'health-check', label: 'starts tasks, waits for' },
    { from: 'health-check', to: 'next-server', label: 'asks if ready' },
    { from: 'health-check', to: 'node-service', label: 'asks if ready' },
    { from: 'health-check', to: 'internal-alb', label: 'opens traffic at' },
    { from: 'health-check', to: 'ecs-deploy', label: 'failed: roll back', back: true },
  ],
  steps: [
    {
      at: 'github-actions',
      text: 'A change is merged after its checks and tests have passed. The same commands run on a developer’s machine.',
    },
    {
      at: 'docker-build',
      along: 'github-actions>docker-build',
      text: 'Each service becomes one image from locked dependencies. It will not be built again for another environment.',
    },
    {
      at: 'ecr',
      along: 'docker-build>ecr',
      text: 'The image is stored under the commit’s name, which cannot be overwritten later.',
    },
    {
      at: 'ecs-deploy',
      along: 'ecr>ecs-deploy',
      text: 'ECS starts containers of the new version beside the old ones, which go on serving.',
    },
    {
      at: 'health-check',
      along: 'ecs-deploy>health-check',
      text: 'Now it waits. A new container has to show that it can work before any reader meets it.',
    },
    {
      at: 'next-server',
      along: 'health-check>next-server',
      text: 'The Next.js server is asked whether it is ready to render pages.',
    },
    {
      at: 'node-service',
      along: 'health-check>node-service',
      text: 'The API is asked the same, and its answer includes whether it reaches its database.',
    },
    {
      at: 'internal-alb',
      along: 'health-check>internal-alb',
      text: 'If they pass, the load balancer sends them traffic; old containers finish what they have and stop.',
    },
    {
      at: 'ecs-deploy',
      along: 'health-check>ecs-deploy',
      text: 'If they keep failing, the circuit breaker ends the deploy and ECS goes back to the last healthy version by itself.',
    },
  ],
} as const satisfies FlowView<PartId>;
