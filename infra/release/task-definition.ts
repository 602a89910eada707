// The next task definition: the running one with another image. Everything else is the template's business.
import { z } from 'zod';
import { byDigest } from './image.ts';

const described = z.object({
  taskDefinition: z.looseObject({
    taskDefinitionArn: z.string(),
    containerDefinitions: z.array(z.looseObject({ name: z.string(), image: z.string() })),
  }),
});

/** What AWS adds when it describes one, and refuses when one is registered. */
const added = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
];

/** @returns what to register, or null when the running one has this very image. */
export function withImage(
  answer: unknown,
  container: string,
  repository: string,
  digest: string,
): Record<string, unknown> | null {
  const { taskDefinition } = described.parse(answer);
  const found = taskDefinition.containerDefinitions.find(({ name }) => name === container);
  if (found === undefined) {
    const names = taskDefinition.containerDefinitions.map(({ name }) => name).join(', ');
    throw new Error(`The task definition has no container "${container}". It has: ${names}.`);
  }
  const image = byDigest(repository, digest);
  if (found.image === image) return null;
  const kept = Object.entries(taskDefinition).filter(([name]) => !added.includes(name));
  return {
    ...Object.fromEntries(kept),
    containerDefinitions: taskDefinition.containerDefinitions.map((one) =>
      one === found ? { ...one, image } : one,
    ),
  };
}
