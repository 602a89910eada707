// What the reader may set: what a template says, and what is assumed of the image and the traffic.
import * as z from 'zod/mini';
import { type Bound, parseBy } from '../kit/setting.ts';
import { template } from './template.ts';

export const bounds = {
  /** The search visits every state in the reader’s tab: with more tasks it would keep the page waiting. */
  desired: { min: 1, max: 4, step: 1 },
  minimumHealthyPercent: { min: 0, max: 100, step: 1 },
  maximumPercent: { min: 100, max: 300, step: 1 },
  grace: { min: 0, max: 600, step: 1 },
  interval: { min: 5, max: 300, step: 1 },
  healthyChecks: { min: 2, max: 10, step: 1 },
  unhealthyChecks: { min: 2, max: 10, step: 1 },
  deregistrationDelay: { min: 0, max: 600, step: 1 },
  /** Seconds until a task runs: place, network, image. */
  startsAfter: { min: 1, max: 300, step: 1 },
  /** Seconds from there until it answers its health check. */
  readyAfter: { min: 0, max: 600, step: 1 },
  /** Requests a second, and the seconds that the longest of them takes. */
  rate: { min: 0, max: 1_000, step: 1 },
  longest: { min: 0, max: 120, step: 1 },
} as const satisfies Readonly<Record<string, Bound>>;
export type NumberField = keyof typeof bounds;

const whole = ({ min, max }: Bound) => z.int().check(z.gte(min), z.lte(max));

export const settingsSchema = z.strictObject({
  desired: whole(bounds.desired),
  minimumHealthyPercent: whole(bounds.minimumHealthyPercent),
  maximumPercent: whole(bounds.maximumPercent),
  grace: whole(bounds.grace),
  interval: whole(bounds.interval),
  healthyChecks: whole(bounds.healthyChecks),
  unhealthyChecks: whole(bounds.unhealthyChecks),
  deregistrationDelay: whole(bounds.deregistrationDelay),
  breaker: z.boolean(),
  startsAfter: whole(bounds.startsAfter),
  readyAfter: whole(bounds.readyAfter),
  rate: whole(bounds.rate),
  longest: whole(bounds.longest),
});
export type Settings = z.output<typeof settingsSchema>;

/** As deployed; the traffic is that of the cost calculator's baseline: 10 million requests a month are four a second. */
export const asDeployed: Settings = { ...template, startsAfter: 20, readyAfter: 8, rate: 4, longest: 5 };

export const images = ['healthy', 'never-starts', 'fails-checks', 'crashes'] as const;
export type ImageId = (typeof images)[number];
export const imageNames: Readonly<Record<ImageId, string>> = {
  healthy: 'Healthy',
  'never-starts': 'Never starts',
  'fails-checks': 'Starts, fails its checks',
  crashes: 'Healthy, then crashes',
};

export interface Preset {
  readonly name: string;
  readonly says: string;
  readonly settings: Settings;
}

export const presets = {
  template: {
    name: 'As deployed',
    says: 'The reference template’s own values.',
    settings: asDeployed,
  },
  half: {
    name: 'Half may go',
    says: 'No room beside the running tasks, so ECS stops one first: half the capacity is away until the new one serves.',
    settings: { ...asDeployed, minimumHealthyPercent: 50, maximumPercent: 100 },
  },
  stuck: {
    name: 'No room at all',
    says: 'Nothing may be stopped and nothing may be started: the deploy cannot proceed.',
    settings: { ...asDeployed, minimumHealthyPercent: 100, maximumPercent: 100 },
  },
  outage: {
    name: 'One task, nothing kept',
    says: 'The only task may be stopped before its successor runs, so nobody answers until then.',
    settings: { ...asDeployed, desired: 1, minimumHealthyPercent: 0, maximumPercent: 100 },
  },
  cut: {
    name: 'No time to finish',
    says: 'In-service tasks never fall below the minimum, and requests are lost all the same: tasks stop with work in hand.',
    settings: { ...asDeployed, deregistrationDelay: 0, longest: 20 },
  },
  impatient: {
    name: 'Too little grace',
    says: 'The image is sound but slow, and ECS ends each new task before it can answer.',
    settings: { ...asDeployed, grace: 30, readyAfter: 90 },
  },
  endless: {
    name: 'No breaker',
    says: 'With a failing image ECS goes on starting tasks, and nobody is told. Choose one that fails.',
    settings: { ...asDeployed, breaker: false },
  },
} as const satisfies Readonly<Record<string, Preset>>;
export type PresetId = keyof typeof presets;
export const presetIds = Object.keys(presets) as readonly PresetId[];

/** The one field's number if it may stand there, else undefined. */
export const parseField = parseBy<NumberField>(settingsSchema.shape);
