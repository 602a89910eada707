// What is left of the reference system when something is lost: a pure rule over the switches and the template's own values.
// Twice: at once, and when everything that repairs itself has done so.
import type { Switch } from './demo.ts';

/** The values of the template that decide. */
export interface Facts {
  /** RDS keeps a standby in another zone. */
  readonly standby: boolean;
  /** ElastiCache fails over to a replica in another zone. */
  readonly replica: boolean;
  /** Tasks wanted, over both zones. */
  readonly webTasks: number;
  readonly apiTasks: number;
  /** What the load balancer asks an API task, and after how many seconds without its answer the task gets no more calls. */
  readonly readiness: { readonly path: string; readonly seconds: number };
}

export type Moment = 'at-once' | 'settled';
export const moments = ['at-once', 'settled'] as const satisfies readonly Moment[];
export type Zone = 'a' | 'b';
export const zones = ['a', 'b'] as const satisfies readonly Zone[];

export type Condition =
  | 'works'
  /** Works, and carries what another one did. */
  | 'alone'
  /** Taking over: not there yet. */
  | 'changing'
  /** Wanted, and does not start. */
  | 'waits'
  | 'lost'
  /** The template asks for none here. */
  | 'none';

/** What stands in a zone. */
export const zonal = [
  'vpc-link',
  'internal-alb',
  'next-server',
  'node-service',
  'postgres',
  'redis',
] as const;
export type Zonal = (typeof zonal)[number];

export interface Place {
  readonly condition: Condition;
  /** "primary", "standby", "2 tasks" */
  readonly as: string;
}

export type Fate = 'answers' | 'slower' | 'refused';
export const calls = ['cached', 'page', 'read', 'write', 'sign-in'] as const;
export type Call = (typeof calls)[number];

export interface Outcome {
  readonly zones: Readonly<Record<Zone, Readonly<Record<Zonal, Place>>>>;
  readonly secrets: Condition;
  readonly calls: Readonly<Record<Call, Fate>>;
}

export function outcome(on: readonly Switch[], facts: Facts, moment: Moment): Outcome {
  const has = (one: Switch): boolean => on.includes(one);
  const up: Readonly<Record<Zone, boolean>> = { a: !has('zone-a'), b: !has('zone-b') };
  const later = moment === 'settled';
  const web = tasks(facts.webTasks, up, null, later, has('secrets'));
  const stopped: Zone | null = !has('task') ? null : up.a ? 'a' : 'b';
  const api = tasks(facts.apiTasks, up, stopped, later, has('secrets'));
  const database = pair(up, has('database'), facts.standby, later, ['primary', 'standby']);
  const cache: Pair = has('cache')
    ? { a: dead(facts.replica ? 'primary' : 'only node'), b: facts.replica ? dead('replica') : nothing }
    : pair(up, false, facts.replica, later, ['primary', 'replica']);
  const entry = (zone: Zone): Place =>
    up[zone] ? { condition: up[other(zone)] ? 'works' : 'alone', as: '' } : dead('');

  // Connections that stand go on with the old password. New ones need the new one, and nobody can read it.
  const lockedOut = has('rotated') && has('secrets') && later;
  const databaseUp = serves(database) && !lockedOut;
  const cacheUp = serves(cache);
  const apiUp = running(api) > 0 && (up.a || up.b);
  const full = running(api) === facts.apiTasks && running(web) === facts.webTasks;
  const fate = (answers: boolean): Fate => (!answers ? 'refused' : full && cacheUp ? 'answers' : 'slower');
  const data = apiUp && databaseUp;
  const place = (zone: Zone): Record<Zonal, Place> => ({
    'vpc-link': entry(zone),
    'internal-alb': entry(zone),
    'next-server': web[zone],
    'node-service': api[zone],
    postgres: database[zone],
    redis: cache[zone],
  });
  return {
    zones: { a: place('a'), b: place('b') },
    secrets: has('secrets') ? 'lost' : 'works',
    calls: {
      cached: 'answers',
      page: fate(data && running(web) > 0),
      read: fate(data),
      write: fate(data),
      'sign-in': data && cacheUp ? (full ? 'answers' : 'slower') : 'refused',
    },
  };
}

/** What the API in this tab answers: one process, one database, one cache. */
export const hereFate = (
  lost: readonly ('cache' | 'database')[],
  call: 'read' | 'write' | 'sign-in',
): 'answers' | 'refused' =>
  lost.includes('database') || (call === 'sign-in' && lost.includes('cache')) ? 'refused' : 'answers';

type Pair = Readonly<Record<Zone, Place>>;
const other = (zone: Zone): Zone => (zone === 'a' ? 'b' : 'a');
const dead = (as: string): Place => ({ condition: 'lost', as });
const nothing: Place = { condition: 'none', as: '' };
const count = (n: number): string => (n === 1 ? '1 task' : `${n} tasks`);
const serves = (of: Pair): boolean =>
  zones.some(
    (zone) => of[zone].condition === 'works' && of[zone].as !== 'standby' && of[zone].as !== 'replica',
  ) || zones.some((zone) => of[zone].condition === 'alone');

/** Tasks of a service, spread over the zones; what is missing is started where a zone is left, if its secrets can be read. */
function tasks(
  wanted: number,
  up: Record<Zone, boolean>,
  stopped: Zone | null,
  later: boolean,
  noSecrets: boolean,
) {
  const share: Record<Zone, number> = { a: Math.ceil(wanted / 2), b: Math.floor(wanted / 2) };
  const left: Record<Zone, number> = { a: up.a ? share.a : 0, b: up.b ? share.b : 0 };
  if (stopped !== null && left[stopped] > 0) left[stopped] -= 1;
  const missing = wanted - left.a - left.b;
  const replaced = later && !noSecrets && (up.a || up.b);
  const at = (zone: Zone): Counted => {
    if (!up[zone]) return { n: 0, condition: 'lost', as: share[zone] === 0 ? '' : count(share[zone]) };
    if (replaced) {
      const n = up[other(zone)] ? share[zone] : wanted;
      return { n, condition: n > share[zone] ? 'alone' : 'works', as: count(n) };
    }
    const n = left[zone];
    if (n === 0 && share[zone] > 0)
      return {
        n,
        condition: stopped === zone ? (noSecrets ? 'waits' : 'changing') : 'lost',
        as: count(share[zone]),
      };
    return { n, condition: missing > 0 ? 'alone' : 'works', as: count(n) };
  };
  return { a: at('a'), b: at('b') };
}

type Counted = Place & { readonly n: number };
const running = ({ a, b }: { readonly a: Counted; readonly b: Counted }): number => a.n + b.n;

/** A primary in zone A and, where the template has one, a second in zone B that can take over. */
function pair(
  up: Record<Zone, boolean>,
  primaryLost: boolean,
  second: boolean,
  later: boolean,
  [first, spare]: readonly [string, string],
): Pair {
  const primary = up.a && !primaryLost;
  if (!second) return { a: primary ? { condition: 'works', as: 'only one' } : dead('only one'), b: nothing };
  const waiting = up.b;
  if (primary)
    return {
      a: { condition: waiting ? 'works' : 'alone', as: first },
      b: waiting ? { condition: 'works', as: spare } : dead(spare),
    };
  if (!waiting) return { a: dead(first), b: dead(spare) };
  if (!later) return { a: dead(first), b: { condition: 'changing', as: spare } };
  // The place of the lost one is filled anew where its zone is there.
  return up.a
    ? { a: { condition: 'works', as: spare }, b: { condition: 'works', as: first } }
    : { a: dead(first), b: { condition: 'alone', as: first } };
}
