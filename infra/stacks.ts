// The stacks there are, by name. Each lives in a folder of its own and is loaded only when it is asked for: aws-cdk-lib is large.
import type { Room } from './room.ts';

interface Listed {
  readonly open: () => Promise<Room>;
  /** Files and folders that the template depends on, beside what stands in infra/ itself. */
  readonly sources: readonly string[];
  /** It needs what a build of the site leaves. */
  readonly afterBuild?: true;
}

const stacks = {
  'lavbytes-reference': {
    open: async () => (await import('./reference/stack.ts')).reference,
    sources: ['infra/reference'],
  },
  'lavbytes-lead': {
    open: async () => (await import('./lead/stack.ts')).lead,
    sources: ['infra/lead', 'infra/site/alarms.ts', 'infra/site/lead-origin.ts', 'demos/reference-api'],
  },
  'lavbytes-site': {
    open: async () => (await import('./site/stack.ts')).site,
    sources: ['infra/site', 'infra/publish/places.ts', 'src/headers.ts', '.cache/hashes.json'],
    afterBuild: true,
  },
  'lavbytes-deploy-role': {
    open: async () => (await import('./deploy-role/stack.ts')).deployRole,
    sources: ['infra/deploy-role', 'infra/reference/registry.ts', 'infra/reference/roles.ts'],
  },
} as const satisfies Record<string, Listed>;

export type StackName = keyof typeof stacks;
export const stackNames = Object.keys(stacks) as StackName[];
/** Looser than `stacks`, for whoever goes through all. */
export const listed: Readonly<Record<StackName, Listed>> = stacks;

/** @throws with a sentence when a name is no stack's */
export function chosen(names: readonly string[]): StackName[] {
  const unknown = names.filter((name) => !(name in stacks));
  if (unknown.length > 0)
    throw new Error(`There is no stack ${unknown.join(', ')}. There are ${stackNames.join(', ')}.`);
  return names.length === 0 ? [...stackNames] : (names as StackName[]);
}
