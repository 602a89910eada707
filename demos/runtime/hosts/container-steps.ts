/** The steps of a start in a container, in order: what its `progress` says, and what a page may list beforehand. */
export const steps = {
  ask: 'Asking StackBlitz for a container',
  write: 'Writing the project into it',
  start: 'Starting node api.mjs',
  connect: 'Connecting to it',
} as const;
