// ECS's scheduler as its documentation has it: what it may do next, given how many tasks are in which phase. The simulation
// takes one of the permitted ways, the proof takes all of them; both ask here.
//   minimumHealthyPercent, maximumPercent: API reference, DeploymentConfiguration (rounded up, rounded down)
//   failure threshold: developer guide, "How the deployment circuit breaker detects failures" (BOUNDED_PERCENT, 50)
import type { Settings } from './settings.ts';

export type Version = 'old' | 'new';
/** `starting`: not running yet. `checking`: running, no traffic yet. `failing`: its checks failed and nobody overlooks it. */
export type Phase = 'starting' | 'checking' | 'serving' | 'failing';
export const phases: readonly Phase[] = ['starting', 'checking', 'serving', 'failing'];

/** Tasks that count, by version and phase. Those that leave are running out their delay and count no more. */
export type Counts = Readonly<Record<Version, Readonly<Record<Phase, number>>>>;

export interface Limits {
  readonly desired: number;
  /** Never fewer than this in service. */
  readonly least: number;
  /** Never more than this running or starting. */
  readonly most: number;
  /** Failures in a row after which the deploy counts as failed; null: nobody counts. */
  readonly failures: number | null;
}

export function limitsOf(settings: Settings): Limits {
  const { desired, minimumHealthyPercent, maximumPercent, breaker } = settings;
  return {
    desired,
    least: Math.ceil((desired * minimumHealthyPercent) / 100),
    most: Math.floor((desired * maximumPercent) / 100),
    failures: breaker ? Math.min(200, Math.max(3, Math.ceil((desired * 50) / 100))) : null,
  };
}

const all = (side: Counts[Version]) => side.starting + side.checking + side.serving + side.failing;
export const total = ({ old, new: fresh }: Counts): number => all(old) + all(fresh);
export const inService = ({ old, new: fresh }: Counts): number => old.serving + fresh.serving;

/** One more task of the version that is wanted. A failing one has to be replaced, so it counts for the room and not for the wish. */
export function mayStart(counts: Counts, wanted: Version, { desired, most }: Limits): boolean {
  const good = all(counts[wanted]) - counts[wanted].failing;
  return good < desired && total(counts) < most;
}

/** A task that is not wanted, or that fails. One in service only while enough others are. */
export function mayStop(
  counts: Counts,
  wanted: Version,
  version: Version,
  phase: Phase,
  limits: Limits,
): boolean {
  if (counts[version][phase] === 0) return false;
  if (phase === 'failing') return true;
  if (version === wanted) return false;
  return phase !== 'serving' || inService(counts) - 1 >= limits.least;
}

/** The wanted version serves as often as it should, and nothing else is left. */
export const isDone = (counts: Counts, wanted: Version, { desired }: Limits): boolean =>
  counts[wanted].serving === desired && total(counts) === desired;
