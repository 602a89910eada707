// The package's types against ours: a member that @webcontainer/api gains or loses breaks `astro check` here, before any test runs.
import type { FileSystemAPI, WebContainer, WebContainerProcess } from '@webcontainer/api';
import type { StandInFiles } from './files.ts';
import type { StandInProcess } from './process.ts';
import type { StandIn } from './stand-in.ts';

/** `implements` sees what is missing; this sees what is too much, so that a removed member is noticed as well. */
type SameKeys<A, B> = [keyof A, keyof B] extends [keyof B, keyof A]
  ? true
  : { readonly differs: Exclude<keyof A | keyof B, keyof A & keyof B> };

export const sameMembers: readonly true[] = [
  true satisfies SameKeys<StandIn, WebContainer>,
  true satisfies SameKeys<StandInFiles, FileSystemAPI>,
  true satisfies SameKeys<StandInProcess, WebContainerProcess>,
];
