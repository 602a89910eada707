// Which operations of a host's own contract (/openapi.json) a conversation met, and how: a script that leaves one out is seen.
import type { Step } from './talk.ts';

export interface Met {
  accepted: number;
  refused: number;
}

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { operationId: string }>>>>;
};

/** Every operationId of the document, met or not; refused: any status from 400 to 499. */
export function coverage(document: Document, steps: readonly Step[]): Map<string, Met> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      form: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      named: path.includes('{'),
    })),
  );
  // "/v1/sessions/current" is also of the form "/v1/sessions/{id}": a path without a name goes first, as in the router.
  operations.sort((a, b) => Number(a.named) - Number(b.named));
  const met = new Map<string, Met>(operations.map(({ id }) => [id, { accepted: 0, refused: 0 }]));
  for (const { method, path, status } of steps) {
    const [plain = ''] = path.split('?');
    const found = operations.find((one) => one.method === method && one.form.test(plain));
    const counts = found && met.get(found.id);
    if (counts && status < 300) counts.accepted += 1;
    else if (counts && status < 500) counts.refused += 1;
  }
  return met;
}
