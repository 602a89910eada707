// Section 04 of the documents has the CI/CD pipeline as one line; the site gives it a page of its own.

import type { Part } from '../shape.ts';

export const delivery = {
  'github-actions': {
    name: 'GitHub Actions',
    detail: 'Checks · Tests · OIDC role',
    kind: 'step',
    section: 'delivery',
    does: 'Runs the same checks and tests as a developer’s machine on every change, and after a merge starts the delivery. It holds no AWS key: for each run it exchanges a signed identity for a short-lived role that may do only this. Every action it uses is pinned to a commit.',
    fails:
      'A failing check stops the change from being merged; a failing delivery run leaves what is running as it is. Two deliveries never run at once: the second waits.',
    notices: 'A red mark at the change, with the step that failed. Nothing changes for users.',
    home: '.github/workflows/',
    written: true,
    demo: null,
    infra: null,
  },
  'docker-build': {
    name: 'Docker Build',
    detail: 'One image a service',
    kind: 'step',
    section: 'delivery',
    does: 'Builds one image for each service from locked dependencies, in stages, so that the result holds only what runs: no build tools, no secrets, a user without root rights. The image that was tested is the one that goes to production, and a developer can run it too; configuration comes from outside.',
    fails:
      'A build that cannot be completed stops the delivery. The same image does not mean the same environment: CPU type, limits, network and data still differ, which is why the health check comes later.',
    notices: 'Nothing: the running version stays.',
    home: 'demos/reference-api/Dockerfile',
    written: true,
    demo: null,
    infra: null,
  },
  ecr: {
    name: 'ECR Push',
    detail: 'Immutable tags',
    kind: 'store',
    section: 'delivery',
    does: 'Stores the image under a tag that names the commit. The registry refuses to overwrite a tag, so what was tested is what gets deployed and what a rollback finds; each image comes with its list of contents and proof of where it was built.',
    fails:
      'A push that breaks off leaves no usable tag and can be repeated. A scan that finds a serious weakness stops the delivery before the deploy.',
    notices: 'Nothing: the running version stays.',
    home: 'infra/reference/registry.ts',
    written: true,
    demo: null,
    infra: 'registry',
  },
  'ecs-deploy': {
    name: 'ECS Rolling Deploy',
    detail: 'Old tasks stay until new ones pass',
    kind: 'step',
    section: 'delivery',
    does: 'Starts containers of the new version beside the old ones, never fewer than the full number running, and stops old ones only when new ones are healthy. Database changes go first and fit both versions, since for some minutes both run.',
    fails:
      'New containers that keep failing trip the circuit breaker: ECS stops the deploy and goes back to the last version that was healthy. It does not undo a database change; that is why those are additive.',
    notices: 'Normally nothing. While both versions run, two reloads may show two versions.',
    home: 'infra/release/roll-out.ts',
    written: true,
    demo: null,
    infra: 'services',
  },
  'health-check': {
    name: 'Health Check',
    detail: 'Load balancer asks · ECS acts',
    kind: 'step',
    section: 'delivery',
    does: 'The load balancer asks each new container whether it is ready, which includes reaching the database; only after a good answer does it get traffic. ECS watches the result and decides whether the deploy goes on.',
    fails:
      'It finds a version that does not start or cannot reach what it needs, not one that answers wrongly; alarms on errors and response times during the deploy cover part of that. A check that is too strict would take healthy containers out when the database is slow, so being alive and being ready are two questions.',
    notices:
      'A bad version is gone again before it takes traffic; the delivery run shows that it was rolled back.',
    home: 'infra/reference/load-balancer.ts',
    written: true,
    demo: null,
    infra: 'balancer',
  },
} as const satisfies Record<string, Part>;
